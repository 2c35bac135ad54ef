import { translator } from './translate.js';

const say = translator({ plain: 'Wait here.', deep: { in: 'At {{ when }}, {{when}}.' }, here_one: '{{count}} person', here_other: '{{count}} people', only_other: '{{count}} things' }, 'en') as unknown as (key: string, values?: object) => string;

it.each<[string, string, object | undefined, string]>([
  ['says a sentence', 'plain', undefined, 'Wait here.'],
  ['fills in what it is given, wherever it stands', 'deep.in', { when: '5:30 PM' }, 'At 5:30 PM, 5:30 PM.'],
  ['leaves out what it is not given', 'deep.in', {}, 'At , .'],
  ['counts one', 'here', { count: 1 }, '1 person'],
  ['counts several', 'here', { count: 0 }, '0 people'],
  ['takes the form that there is', 'only', { count: 1 }, '1 things'],
  ['fills in what a person typed as it is', 'deep.in', { when: '{{count}} <b>$1</b>' }, 'At {{count}} <b>$1</b>, {{count}} <b>$1</b>.'],
  ['shows the key of what has no words', 'deep', undefined, 'deep'],
])('%s', (_what, key, values, words) => expect(say(key, values)).toBe(words));
