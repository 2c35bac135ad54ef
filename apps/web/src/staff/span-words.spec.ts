import { spanWords } from './span-words.js';

const zone = 'America/Los_Angeles';
const plain = (words: string): string => words.replace(/\s/g, ' ');

it.each([
  ['an evening block says PM once', '2026-11-03T01:00:00Z', '2026-11-03T04:30:00Z', 'en', '5:00 – 8:30 PM'],
  ['over noon', '2026-11-02T17:00:00Z', '2026-11-02T21:00:00Z', 'en', '9:00 AM – 1:00 PM'],
  ['over midnight no dates creep in', '2026-11-03T06:20:00Z', '2026-11-03T10:00:00Z', 'en', '10:20 PM – 2:00 AM'],
])('%s', (_what, from, to, language, words) => expect(plain(spanWords(from, to, zone, language, zone))).toBe(words));

it('names the zone for a host whose browser lives elsewhere', () => {
  expect(plain(spanWords('2026-11-03T01:00:00Z', '2026-11-03T04:30:00Z', zone, 'en', 'America/New_York'))).toBe('5:00 – 8:30 PM (PT)');
  expect(plain(spanWords('2026-11-03T01:00:00Z', '2026-11-03T04:30:00Z', zone, 'en', 'America/Tijuana'))).toBe('5:00 – 8:30 PM');
});
