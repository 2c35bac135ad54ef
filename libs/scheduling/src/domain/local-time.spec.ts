import fc from 'fast-check';
import { instantOf } from './local-time.js';

describe('a local time', () => {
  it.each([
    ['on a winter morning in California', '2026-01-12T09:00', 'America/Los_Angeles', '2026-01-12T17:00:00.000Z'],
    ['on a summer morning in California', '2026-07-13T09:00', 'America/Los_Angeles', '2026-07-13T16:00:00.000Z'],
    ['in the last minute before the clocks go forward', '2026-03-08T01:59', 'America/Los_Angeles', '2026-03-08T09:59:00.000Z'],
    ['that the clocks skip', '2026-03-08T02:30', 'America/Los_Angeles', undefined],
    ['in the first minute after they went forward', '2026-03-08T03:00', 'America/Los_Angeles', '2026-03-08T10:00:00.000Z'],
    ['that comes twice when they go back: the first', '2026-11-01T01:30', 'America/Los_Angeles', '2026-11-01T08:30:00.000Z'],
    ['after they went back', '2026-11-01T02:00', 'America/Los_Angeles', '2026-11-01T10:00:00.000Z'],
    ['in Arizona, which has no summer time', '2026-03-08T02:30', 'America/Phoenix', '2026-03-08T09:30:00.000Z'],
    ['in a zone of quarter hours', '2026-03-08T09:00', 'Asia/Kathmandu', '2026-03-08T03:15:00.000Z'],
    ['where the clocks change by half an hour', '2026-10-04T02:15', 'Australia/Lord_Howe', undefined],
    ['on the day that Samoa left out', '2011-12-30T12:00', 'Pacific/Apia', undefined],
    ['at midnight', '2026-05-01T00:00', 'America/New_York', '2026-05-01T04:00:00.000Z'],
    ['on a 29th of February that there is', '2028-02-29T09:00', 'UTC', '2028-02-29T09:00:00.000Z'],
    ['on one that there is not', '2026-02-29T09:00', 'UTC', undefined],
    ['at an hour that no clock shows', '2026-05-01T24:00', 'UTC', undefined],
    ['with an offset, which is none', '2026-05-01T09:00Z', 'UTC', undefined],
  ])('%s', (_what, local, zone, expected) => expect(instantOf(local, zone)).toBe(expected && Date.parse(expected)));

  it('of UTC is what the calendar says, in any year', () => {
    const any = fc.date({ min: new Date('1971-01-01T00:00:00Z'), max: new Date('2399-12-31T00:00:00Z'), noInvalidDate: true });
    fc.assert(fc.property(any, (date) => expect(instantOf(date.toISOString().slice(0, 16), 'UTC')).toBe(Math.floor(date.getTime() / 60_000) * 60_000)));
  });
});
