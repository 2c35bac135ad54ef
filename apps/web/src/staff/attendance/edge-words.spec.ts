import { edgeBound, exactTime, wholeMinutes } from './edge-words.js';

const at = '2026-11-03T01:31:07.000Z';

it.each([
  ['seen to the second', at, at, 1],
  ['a poll interval before', '2026-11-03T01:30:52.000Z', at, 15],
  ['the farther side counts', '2026-11-03T01:31:05.000Z', '2026-11-03T01:31:11.400Z', 5],
])('an edge %s', (_what, earliest, latest, seconds) => expect(edgeBound({ at, earliest, latest })).toBe(seconds));

it('shows the clinic’s time, not the browser’s', () => expect(exactTime(at, 'America/Los_Angeles', 'en').replace(/\s/g, ' ')).toBe('5:31:07 PM'));

it.each([
  [null, null],
  [59, null],
  [60, 1],
  [569, 9],
])('%s seconds are %s minutes', (seconds, minutes) => expect(wholeMinutes(seconds)).toBe(minutes));
