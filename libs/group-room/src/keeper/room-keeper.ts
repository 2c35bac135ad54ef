import { LeaderLock } from '#platform';
import { Injectable, Logger } from '@nestjs/common';
import { KeeperDuties } from './keeper-duties.js';
import { LiveRooms, type RoomsFound } from './live-rooms.js';

/** `idle`: well, and no session has a room now. `failed`: something did not answer; look again soon. */
export type RoundOutcome = 'well' | 'idle' | 'failed';

/**
 * Keeps the SFU and the database of one mind. Every process looks for missing rooms, for its own gate; one leader per database does the
 * rest. Holds nothing of its own: what was lost with a process or a network call is found again by comparing.
 */
@Injectable()
export class RoomKeeper {
  private readonly log = new Logger('RoomKeeper');

  constructor(
    private readonly liveRooms: LiveRooms,
    private readonly duties: KeeperDuties,
    private readonly leader: LeaderLock,
  ) {}

  /** One whole round. Never throws. */
  tick(): Promise<RoundOutcome> {
    return this.round(() => true);
  }

  /** Only whether the SFU still has its rooms, and the whole round when it had lost one: a restarted SFU tells nobody. Never throws. */
  glance(): Promise<RoundOutcome> {
    return this.round(({ lost }) => lost > 0);
  }

  private async round(isWhole: (found: RoomsFound) => boolean): Promise<RoundOutcome> {
    try {
      const found = await this.liveRooms.look();
      const done = isWhole(found) && (await this.leader.hold()) ? await this.duties.run(found) : 'well';
      if (!found.isWell) return 'failed';
      return done === 'well' && found.live.length === 0 ? 'idle' : done;
    } catch (error) {
      this.log.warn(`the keeper could not look (${error instanceof Error ? error.name : 'unknown'})`);
      return 'failed';
    }
  }
}
