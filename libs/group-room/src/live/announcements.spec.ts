import { live } from '#contracts';
import { jest } from '@jest/globals';
import { Announcements } from './announcements.js';
import type { News } from './news.js';

const step = (version: number): News => ({
  session: { sessionId: 'group', clinicId: 'clinic' },
  change: { session: false, topics: [{ topic: live.roster, ids: ['ana'] }] },
  staff: { since: version - 1, version },
  seats: null,
});

/** What the staff were told, by the real class around a played database. */
function played() {
  const told: { since: number; version: number }[] = [];
  const sockets = { openAt: async () => [{}], toStaff: (_session: string, delta: { since: number; version: number }) => void told.push(delta), toSeats: () => undefined, toSeat: () => undefined };
  const topics = { delta: async () => ({ roster: {} }), own: async () => new Map() };
  const database = { withPrincipal: (_who: unknown, work: () => Promise<unknown>) => work() };
  const parts = [database, { frame: async () => ({ session: {}, staffVersion: 0 }) }, topics, sockets, { ofSession: async () => [] }];
  return { told, announcements: new Announcements(...(parts as unknown as ConstructorParameters<typeof Announcements>)) };
}

beforeEach(() => void jest.useFakeTimers());
afterEach(() => void jest.useRealTimers());

describe('an admission', () => {
  it('is told together with the arrival, when both come in a moment: one delta from before the one to after the other', async () => {
    const { told, announcements } = played();
    const admitted = announcements.calmly(step(29));
    await announcements.now(step(30));
    await admitted;
    expect(told).toMatchObject([{ since: 28, version: 30 }]);
    await jest.advanceTimersByTimeAsync(1_000);
    expect(told).toHaveLength(1);
  });

  it('is told by itself a quarter of a second later, when nobody comes', async () => {
    const { told, announcements } = played();
    const admitted = announcements.calmly(step(29));
    await jest.advanceTimersByTimeAsync(249);
    expect(told).toEqual([]);
    await jest.advanceTimersByTimeAsync(1);
    await admitted;
    expect(told).toMatchObject([{ since: 28, version: 29 }]);
  });

  it('of several in a moment is one, and each host who pressed hears when it was told', async () => {
    const { told, announcements } = played();
    const all = Promise.all([announcements.calmly(step(29)), announcements.calmly(step(30)), announcements.calmly(step(31))]);
    await jest.advanceTimersByTimeAsync(250);
    await all;
    expect(told).toMatchObject([{ since: 28, version: 31 }]);
  });
});
