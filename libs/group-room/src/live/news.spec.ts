import type { SeatId } from '#kernel';
import type { LiveSession } from '../persistence/live-sessions.js';
import { newsOf, together } from './news.js';

const [ana, bea] = ['ana', 'bea'] as unknown as [SeatId, SeatId];
const session = (staffVersion: number, seatsVersion: number) => ({ sessionId: 'group', staffVersion, seatsVersion }) as LiveSession;

describe('changes that are told as one', () => {
  it('bring from before the first to after the last, each audience by its own count', () => {
    const admitted = newsOf(session(5, 3), { rows: [ana], peers: [ana] });
    const held = newsOf(session(6, 3), { rows: [bea], own: [bea] });
    const arrived = newsOf(session(7, 4), { rows: [ana], peers: [ana] });
    expect(together(together(admitted, held), arrived)).toMatchObject({
      change: { rows: [ana, bea], peers: [ana], own: [bea], session: false },
      staff: { since: 4, version: 7 },
      seats: { since: 2, version: 4 },
    });
  });

  it('tell those inside nothing when nothing is for them', () => {
    const both = together(newsOf(session(5, 3), { rows: [ana] }), newsOf(session(6, 3), { rows: [bea] }));
    expect([both.seats, both.change.peers]).toEqual([null, undefined]);
  });

  it('are the same in whichever order they are put together', () => {
    const [first, second] = [newsOf(session(5, 3), { rows: [ana] }), newsOf(session(6, 4), { peers: [ana], session: true })];
    expect(together(second, first)).toEqual({ ...together(first, second), session: second.session });
  });
});
