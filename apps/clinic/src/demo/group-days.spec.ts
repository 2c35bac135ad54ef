import { nextGroupDay } from './group-days.js';

const zone = 'America/Los_Angeles';

it.each([
  ['an ordinary Wednesday', '2026-11-04T18:00:00Z', '2026-11-04T18:00:00Z'],
  ['a Saturday', '2026-11-07T18:00:00Z', '2026-11-09T18:00:00Z'],
  ['Thanksgiving, the Friday after it and the weekend', '2026-11-26T18:00:00Z', '2026-11-30T18:00:00Z'],
  ['Independence Day on a Saturday, kept on the Friday', '2026-07-03T18:00:00Z', '2026-07-06T18:00:00Z'],
  ['Memorial Day, the last Monday of May', '2027-05-31T18:00:00Z', '2027-06-01T18:00:00Z'],
  ['New Year on a Friday', '2027-01-01T18:00:00Z', '2027-01-04T18:00:00Z'],
  ['a Friday evening in the clinic, Saturday in UTC', '2026-11-07T02:00:00Z', '2026-11-07T02:00:00Z'],
])('the next demo group is never on a day without groups: %s', (_what, wished, planned) => expect(nextGroupDay(new Date(wished), zone)).toEqual(new Date(planned)));
