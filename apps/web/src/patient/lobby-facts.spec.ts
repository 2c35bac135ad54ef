import type { LiveView } from '../api/live-client.js';
import type { SeatSnapshot } from '#contracts/routes';
import { aSnapshot, aVisit } from './journey-bench.js';
import { lobbyFacts } from './lobby-facts.js';

const starts = Date.parse('2026-11-02T17:30:00.000Z');
const minutes = (count: number): number => starts + count * 60_000;
const visit = aVisit({
  session: { title: '', zone: 'America/Los_Angeles', startsAt: new Date(starts).toISOString(), endsAt: '', lobbyOpensAt: '', state: 'planned', hosts: ['Dr. Field', 'Sam Ortiz'], hostInside: false },
});
const view = (own: Partial<SeatSnapshot['own']['standing']>, session: Partial<SeatSnapshot['session']> = {}, connection: 'open' | 'lost' = 'open'): LiveView<SeatSnapshot> => {
  const snapshot = aSnapshot(own);
  return { connection, snapshot: { ...snapshot, session: { ...snapshot.session, ...session } }, clockAheadMs: 0, takenOver: false, refusal: null, pass: null };
};
const waitingSince = new Date(minutes(-2)).toISOString();

describe('what the waiting room says', () => {
  it.each([
    ['comes before anybody', null, -6, { lead: 'kept', host: 'Dr. Field', start: 'later', offerCall: false }],
    ['comes when the host is there', view({}), -6, { lead: 'knows', start: 'later' }],
    ['waits at the start', view({}), 0, { start: 'now' }],
    ['waits three minutes after the start', view({ waitingSince }), 2, { start: 'started', offerCall: true }],
    ['waits two minutes', view({ waitingSince }), 0.6, { offerCall: false }],
    ['waits long, but before the start', view({ waitingSince: new Date(minutes(-14)).toISOString() }), -6, { offerCall: false }],
    ['is held', view({ hold: 'after_this_part', waitingSince }), 20, { lead: 'after_this_part', offerCall: false }],
    ['is asked to call', view({ hold: 'call_us' }), 1, { lead: 'call_us', offerCall: true }],
    ['waits when the host drops', view({}, { hostInside: false, hostAwayName: 'Sam Ortiz' }), 1, { lead: 'host_away', host: 'Sam Ortiz' }],
    ['loses the connection', view({}, {}, 'lost'), 1, { lead: 'knows', dropped: true }],
  ])('to somebody who %s', (_who, live, at, expected) => expect(lobbyFacts(visit, live, false, minutes(at))).toMatchObject(expected));

  it('tells when the waiting room opens', () => expect(lobbyFacts(visit, null, true, minutes(-40)).lead).toBe('closed'));
  it('says that the room is being opened', () => expect(lobbyFacts({ ...visit, step: 'room' }, view({ waitingSince }), false, minutes(9))).toMatchObject({ lead: 'opening', offerCall: false }));
});
