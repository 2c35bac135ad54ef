import { atOnce, type RoomId } from '#kernel';
import { Injectable, Logger } from '@nestjs/common';
import { CloseRooms } from '../live/close-rooms.js';
import { LiveLookups } from '../persistence/live-lookups.js';
import { EndOverdue } from './end-overdue.js';
import { roomsAtOnce, type RoomsFound } from './live-rooms.js';
import { RoomWatch } from './room-watch.js';
import { SettleLeft } from './settle-left.js';
import { SettleWithdrawn } from './settle-withdrawn.js';

/** What only the leader does in a round, eight rooms at a time. One thing that fails does not keep the others from being done. */
@Injectable()
export class KeeperDuties {
  private readonly log = new Logger('RoomKeeper');

  constructor(
    private readonly lookups: LiveLookups,
    private readonly closing: CloseRooms,
    private readonly watch: RoomWatch,
    private readonly settle: SettleLeft,
    private readonly withdrawn: SettleWithdrawn,
    private readonly overdue: EndOverdue,
  ) {}

  async run(found: RoomsFound): Promise<'well' | 'failed'> {
    const done: boolean[] = [];
    await atOnce(roomsAtOnce, found.live, async (room) => {
      done.push(await this.attempt('look into a room', () => this.watch.run(room)));
      done.push(await this.attempt('settle who left', () => this.settle.run(room)));
      done.push(await this.attempt('take out who has no seat', () => this.withdrawn.run(room)));
    });
    await atOnce(roomsAtOnce, found.unneeded, async (roomId) => void done.push(await this.attempt('delete a room', () => this.clear(roomId))));
    done.push(await this.attempt('end sessions', () => this.overdue.run()));
    return done.every(Boolean) ? 'well' : 'failed';
  }

  /** A room that its session left over: whoever ended it died, or the SFU was away. Rooms of strangers stay. */
  private async clear(roomId: RoomId): Promise<void> {
    const room = await this.lookups.roomNamed(roomId);
    if (!room) return;
    await this.closing.look(room);
    await this.closing.remove(roomId);
  }

  private async attempt(what: string, work: () => Promise<void>): Promise<boolean> {
    try {
      await work();
      return true;
    } catch (error) {
      this.log.warn(`could not ${what} (${error instanceof Error ? error.name : 'unknown'})`);
      return false;
    }
  }
}
