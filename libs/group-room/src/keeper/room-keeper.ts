import { LeaderLock } from '#platform';
import { Injectable, Logger } from '@nestjs/common';
import { KeeperDuties } from './keeper-duties.js';
import { LiveRooms } from './live-rooms.js';

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

  /** One round. `failed` when the SFU or the database did not answer for some of it: look again soon. Never throws. */
  async tick(): Promise<'well' | 'failed'> {
    try {
      const found = await this.liveRooms.look();
      return (await this.leader.hold()) ? await this.duties.run(found) : 'well';
    } catch (error) {
      this.log.warn(`the keeper could not look (${error instanceof Error ? error.name : 'unknown'})`);
      return 'failed';
    }
  }
}
