import { Clock } from '#kernel';
import { jest } from '@jest/globals';
import { KeeperRounds } from './keeper-rounds.js';
import type { RoomKeeper, RoundOutcome } from './room-keeper.js';

class TimerClock extends Clock {
  override now(): Date {
    return new Date();
  }
  override monotonic(): number {
    return Date.now();
  }
}

describe('the rounds of the room keeper', () => {
  let looks: string[];
  let outcome: RoundOutcome;
  let rounds: KeeperRounds;

  beforeEach(() => {
    jest.useFakeTimers();
    looks = [];
    outcome = 'well';
    const looked = (kind: string) => async () => {
      looks.push(kind);
      return outcome;
    };
    const keeper = { tick: looked('whole'), glance: looked('glance') } as unknown as RoomKeeper;
    rounds = new KeeperRounds(keeper, new TimerClock());
    outcome = 'well';
  });
  afterEach(async () => {
    await rounds.beforeApplicationShutdown();
    jest.useRealTimers();
  });

  it('begin at boot, glance every 2 s, and are whole every 10 s', async () => {
    rounds.onApplicationBootstrap();
    await jest.advanceTimersByTimeAsync(10_500);
    expect(looks).toEqual(['whole', 'glance', 'glance', 'glance', 'glance', 'whole']);
  });

  it('come each second after a failed one, and are whole again then', async () => {
    outcome = 'failed';
    rounds.onApplicationBootstrap();
    await jest.advanceTimersByTimeAsync(2500);
    expect(looks).toEqual(['whole', 'whole', 'whole']);
  });

  it('rest while no session has a room', async () => {
    outcome = 'idle';
    rounds.onApplicationBootstrap();
    await jest.advanceTimersByTimeAsync(9900);
    expect(looks).toEqual(['whole']);
  });

  it('end with the process', async () => {
    rounds.onApplicationBootstrap();
    await rounds.beforeApplicationShutdown();
    await jest.advanceTimersByTimeAsync(60_000);
    expect(looks).toEqual(['whole']);
  });
});
