import { Clock } from '#kernel';
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
});
