import { live, topic, type TopicContract } from '#contracts';
import type { SeatId } from '#kernel';
import { z } from 'zod';
import type { LiveSession } from '../persistence/live-sessions.js';
import { newsOf, together } from './news.js';
import { Told, type Change } from './told.js';

const [ana, bea] = ['ana', 'bea'] as unknown as [SeatId, SeatId];
const { roster, peers, standing } = live;
const session = (staffVersion: number, seatsVersion: number) => ({ sessionId: 'group', staffVersion, seatsVersion }) as LiveSession;

function changed(...told: (readonly [TopicContract, ...SeatId[]])[]): Change {
  const all = new Told();
  for (const [of, ...seatIds] of told) all.about(of, ...seatIds);
  return all.change!;
}

describe('changes that are told as one', () => {
  it('bring from before the first to after the last, each audience by its own count', () => {
    const admitted = newsOf(session(5, 3), changed([roster, ana], [peers, ana]));
    const held = newsOf(session(6, 3), changed([roster, bea], [standing, bea]));
    const arrived = newsOf(session(7, 4), changed([roster, ana], [peers, ana]));
    expect(together(together(admitted, held), arrived)).toEqual({
      session: expect.anything(),
      change: {
        session: false,
        topics: [
          { topic: roster, ids: [ana, bea] },
          { topic: peers, ids: [ana] },
          { topic: standing, ids: [bea] },
        ],
      },
      staff: { since: 4, version: 7 },
      seats: { since: 2, version: 4 },
    });
  });

  it('tell those inside nothing when nothing is for them', () => {
    const both = together(newsOf(session(5, 3), changed([roster, ana])), newsOf(session(6, 3), changed([roster, bea])));
    expect([both.seats, both.change.topics.map(({ topic: { key } }) => key)]).toEqual([null, ['roster']]);
  });

  it('tell staff nothing when only those inside are concerned, and raise the staff\'s count when a seat hears of itself', () => {
    expect(newsOf(session(5, 3), changed([peers, ana]))).toMatchObject({ staff: null, seats: { since: 2, version: 3 } });
    expect(newsOf(session(5, 3), changed([standing, ana]))).toMatchObject({ staff: { since: 4, version: 5 }, seats: null });
  });

  it('are the same in whichever order they are put together', () => {
    const told = new Told();
    told.session();
    told.about(peers, ana);
    const [first, second] = [newsOf(session(5, 3), changed([roster, ana])), newsOf(session(6, 4), told.change!)];
    const [one, other] = [together(first, second), together(second, first)];
    expect(new Set(other.change.topics)).toEqual(new Set(one.change.topics));
    expect({ ...other, change: one.change, session: one.session }).toEqual(one);
  });

  it('are of the whole when one of them is, in whichever order', () => {
    const agenda = topic('agenda', { seats: { snapshot: z.strictObject({}), delta: z.strictObject({}) } });
    for (const says of [
      (told: Told) => (told.about(agenda, 'one'), told.whole(agenda)),
      (told: Told) => (told.whole(agenda), told.about(agenda, 'one')),
    ]) {
      const told = new Told();
      says(told);
      expect(told.change).toEqual({ session: false, topics: [{ topic: agenda, ids: undefined }] });
    }
  });
});

it('of nothing told nobody hears, nor of a list without anybody on it', () => {
  const told = new Told();
  told.about(roster);
  expect(told.change).toBeUndefined();
});
