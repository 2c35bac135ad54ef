import { Clock, DomainError } from '#kernel';
import type { SeatPrincipal, SocketIdentity } from '#platform';
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

const socketOf = (personId: string, as: 'seat' | 'host' = 'seat'): SocketIdentity => ({ as, seatId: `seat of ${personId}`, sessionId: 'b', clinicId: 'c', personId, holderId: `device of ${personId}` });
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
      expect(await recent.get(socketOf('ana'), prove)).toBe(ana);
    }
    expect(asked).toBe(1);
    clock.ms = 5000;
    await recent.get(socketOf('ana'), prove);
    expect(asked).toBe(2);
  });

  it('serves nobody else, nobody who was refused, and nobody after a device was forgotten', async () => {
    await expect(recent.get(socketOf('ben'), () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    await recent.get(socketOf('ben'), prove);
    await recent.get(socketOf('ana'), prove);
    expect(asked).toBe(2);
    recent.forgetAll();
    await recent.get(socketOf('ana'), prove);
    expect(asked).toBe(3);
  });

  it('is made anew for all who were proven together, from when that was asked', async () => {
    await recent.get(socketOf('ana'), prove);
    clock.ms = 4000;
    recent.renew([socketOf('ana')], 3000);
    clock.ms = 7999;
    await recent.get(socketOf('ana'), prove);
    expect(asked).toBe(1);
    clock.ms = 8000;
    await recent.get(socketOf('ana'), prove);
    expect(asked).toBe(2);
  });

  it.each([
    ['a visitor who was forgotten meanwhile', () => recent.forgetAll(), socketOf('ana')],
    ['a host, of whom more is asked each time', () => undefined, socketOf('ana', 'host')],
  ])('is not made anew for %s', async (_who, meanwhile, socket) => {
    await recent.get(socket, prove);
    meanwhile();
    recent.renew([socket], 4000);
    clock.ms = 5000;
    await recent.get(socket, prove);
    expect(asked).toBe(2);
  });

  it('serves on for a quarter of an hour while the database is away, but not when it says no', async () => {
    const away = () => Promise.reject(new Error('connect ECONNREFUSED'));
    const refused = () => Promise.reject(new DomainError('not_found'));
    await recent.get(socketOf('ana'), prove);
    for (const minutes of [1, 14]) {
      clock.ms = minutes * 60_000;
      expect(await recent.get(socketOf('ana'), away)).toBe(ana);
    }
    clock.ms = 15 * 60_000;
    await expect(recent.get(socketOf('ana'), away)).rejects.toThrow('ECONNREFUSED');
    await recent.get(socketOf('ana'), prove);
    clock.ms += 5000;
    await expect(recent.get(socketOf('ana'), refused)).rejects.toThrow();
    await expect(recent.get(socketOf('ana'), away)).rejects.toThrow('ECONNREFUSED');
  });
});
