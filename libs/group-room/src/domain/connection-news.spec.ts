import fc from 'fast-check';
import { hear, type HeardStay, type News } from './connection-news.js';

const admitted: HeardStay = { state: 'admitted', connectedSid: null, connectedAtMs: null, closedCleanly: false, stateSinceMs: 0 };
const active = (sid: string, joinedAtMs: number, seenAtMs?: number): News => ({ what: 'active', participantSid: sid, joinedAtMs, ...(seenAtMs === undefined ? {} : { seenAtMs }) });
const ended = (sid: string, joinedAtMs: number, clean = false): News => ({ what: 'ended', participantSid: sid, joinedAtMs, clean });

const after = (stay: HeardStay, news: readonly News[]): HeardStay => news.reduce<HeardStay>((known, one) => ({ ...known, ...hear(known, one) }), stay);

describe('what connections make of a stay', () => {
  it.each<[string, News[], string]>([
    ['connects', [active('a', 10)], 'in'],
    ['drops', [active('a', 10), ended('a', 10)], 'dropped'],
    ['is cut for long and comes back', [active('a', 10), ended('a', 10), active('b', 40)], 'in'],
    ['reloads, and the old page is reported last', [active('a', 10), active('b', 20), ended('a', 10, true)], 'in'],
    ['leaves before the news of the join arrives', [ended('a', 10), active('a', 10)], 'dropped'],
    ['is told twice to have come', [active('a', 10), active('a', 10)], 'in'],
    ['is told twice to have gone', [active('a', 10), ended('a', 10), ended('a', 10)], 'dropped'],
    ['late news of an older join', [active('b', 20), ended('b', 20), active('a', 10)], 'dropped'],
  ])('%s', (_what, news, state) => expect(after(admitted, news).state).toBe(state));

  it('leaves somebody out who was put back to the lobby or removed meanwhile', () => {
    expect(hear({ ...admitted, state: 'waiting' }, active('a', 10))).toBeUndefined();
    expect(hear({ ...admitted, state: 'waiting' }, ended('a', 10))).toBeUndefined();
  });

  it('believes a poll that saw the person after they were given up, and not one from before', () => {
    const dropped: HeardStay = { ...admitted, state: 'dropped', connectedSid: 'a', connectedAtMs: 10, stateSinceMs: 100 };
    expect(after(dropped, [active('a', 10, 90)]).state).toBe('dropped');
    expect(after(dropped, [active('a', 10, 110)]).state).toBe('in');
  });

  it('does not fetch back somebody who said goodbye and whose connection lingers', () => {
    const left: HeardStay = { ...admitted, state: 'left', connectedSid: 'a', connectedAtMs: 10, stateSinceMs: 100 };
    expect(after(left, [active('a', 10, 110)]).state).toBe('left');
    expect(after(left, [active('b', 120)]).state).toBe('in');
  });

  it('ends in the same state in whatever order and how often the news comes', () => {
    // One seat, connections one after the other; the last may be alive still.
    const lives = fc.record({ count: fc.integer({ min: 1, max: 4 }), lastAlive: fc.boolean() });
    fc.assert(
      fc.property(lives, fc.infiniteStream(fc.nat()), ({ count, lastAlive }, dice) => {
        const told = Array.from({ length: count }, (_, n): News[] => {
          const join = active(`sid${n}`, 10 * n);
          return n === count - 1 && lastAlive ? [join] : [join, ended(`sid${n}`, 10 * n)];
        }).flat();
        const shuffled = [...told, ...told].map((news) => ({ news, key: dice.next().value ?? 0 })).sort((a, b) => a.key - b.key);
        expect(after(admitted, shuffled.map(({ news }) => news)).state).toBe(lastAlive ? 'in' : 'dropped');
      }),
    );
  });
});
