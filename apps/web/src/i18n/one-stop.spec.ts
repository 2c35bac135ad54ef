import { atTime } from '../ui/time-words.js';
import { startTexts, wordsOf } from './i18n.js';
import type { Namespace } from './language.js';
import { texts } from './texts.js';

type Tree = { readonly [key: string]: string | Tree };
const keysOf = (tree: Tree, prefix = ''): string[] => Object.entries(tree).flatMap(([key, value]) => (typeof value === 'string' ? [prefix + key] : keysOf(value, `${prefix}${key}.`)));

it.each<Namespace>(['arrival', 'patient', 'room', 'staff'])('no sentence of %s ends in "p.m.." for somebody who lives where the clinic is', async (part) => {
  await startTexts([part], 'es');
  const time = atTime('2026-11-03T01:30:00.000Z', Intl.DateTimeFormat().resolvedOptions().timeZone, 'es');
  expect(time).toMatch(/m\.$/);
  const say = wordsOf(part) as unknown as (key: string, values: object) => string;
  const values = { time, when: time, starts: time, opens: time, until: time, earliest: time, latest: time, from: time, to: time, count: 2 };
  const said = keysOf((await texts.es[part]()).default).map((key) => say(key, values));
  expect(said.filter((words) => /\.(<\/b>)?\.(?!\.)/.test(words))).toEqual([]);
  expect(said.some((words) => words.includes(time))).toBe(true);
});
