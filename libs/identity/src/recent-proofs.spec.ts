import { Clock, DomainError } from '#kernel';
import type { SeatPrincipal } from '#platform';
import { RecentProofs } from './recent-proofs.js';

class Stopped extends Clock {
  ms = 0;
  override now(): Date {
    return new Date(0);
  }
  override monotonic(): number {
    return this.ms;
  }
}

const ana: SeatPrincipal = { kind: 'seat', clinicId: 'c', personId: 'ana', seatId: 's', sessionId: 'b' };

describe('a proof of a moment ago', () => {
  let clock: Stopped;
  let recent: RecentProofs;
  let asked: number;
  const prove = () => Promise.resolve(ana).finally(() => (asked += 1));

  beforeEach(() => {
    clock = new Stopped();
    recent = new RecentProofs(clock);
    asked = 0;
  });

  it('serves for less than five seconds', async () => {
    for (const ms of [0, 2000, 4999]) {
      clock.ms = ms;
      expect(await recent.get('ana', prove)).toBe(ana);
    }
    expect(asked).toBe(1);
    clock.ms = 5000;
    await recent.get('ana', prove);
    expect(asked).toBe(2);
  });

  it('serves nobody else, nobody who was refused, and nobody after a device was forgotten', async () => {
    await expect(recent.get('ben', () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    await recent.get('ben', prove);
    await recent.get('ana', prove);
    expect(asked).toBe(2);
    recent.forgetAll();
    await recent.get('ana', prove);
    expect(asked).toBe(3);
  });

  it('serves on for a quarter of an hour while the database is away, but not when it says no', async () => {
    const away = () => Promise.reject(new Error('connect ECONNREFUSED'));
    const refused = () => Promise.reject(new DomainError('not_found'));
    await recent.get('ana', prove);
    for (const minutes of [1, 14]) {
      clock.ms = minutes * 60_000;
      expect(await recent.get('ana', away)).toBe(ana);
    }
    clock.ms = 15 * 60_000;
    await expect(recent.get('ana', away)).rejects.toThrow('ECONNREFUSED');
    await recent.get('ana', prove);
    clock.ms += 5000;
    await expect(recent.get('ana', refused)).rejects.toThrow();
    await expect(recent.get('ana', away)).rejects.toThrow('ECONNREFUSED');
  });
});
