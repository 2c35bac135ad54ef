import { atOnce, Clock, DomainError, isId, type ClinicId, type RoomId, type SessionId } from '#kernel';
import { lookup, systemPrincipal } from '#platform';
import { Injectable, Logger } from '@nestjs/common';
import { minutesPastPlan, minutesWithoutHost, type EndedBy } from '../domain/session-life.js';
import { CloseRooms, type EndedRoom } from '../live/close-rooms.js';
import { EndSession } from '../live/end-session.js';
import { roomsAtOnce, type RoomsFound } from './live-rooms.js';
import { RoomWatch } from './room-watch.js';
import { SettleLeft } from './settle-left.js';
import { SettleWithdrawn } from './settle-withdrawn.js';

const minute = 60_000;

/** What only the leader does in a round, eight rooms at a time. One thing that fails does not keep the others from being done. */
@Injectable()
export class KeeperDuties {
  private readonly log = new Logger('RoomKeeper');

  constructor(
    private readonly closing: CloseRooms,
    private readonly watch: RoomWatch,
    private readonly settle: SettleLeft,
    private readonly withdrawn: SettleWithdrawn,
    private readonly ending: EndSession,
    private readonly clock: Clock,
  ) {}

  async run(found: RoomsFound): Promise<'well' | 'failed'> {
    const done: boolean[] = [];
    await atOnce(roomsAtOnce, found.live, async (room) => {
      done.push(await this.attempt('look into a room', () => this.watch.run(room)));
      done.push(await this.attempt('settle who left', () => this.settle.run(room)));
      done.push(await this.attempt('take out who has no seat', () => this.withdrawn.run(room)));
    });
    await atOnce(roomsAtOnce, found.unneeded, async (roomId) => void done.push(await this.attempt('delete a room', () => this.clear(roomId))));
    done.push(await this.attempt('end sessions', () => this.endOverdue()));
    return done.every(Boolean) ? 'well' : 'failed';
  }

  /** A room that its session left over: whoever ended it died, or the SFU was away. Rooms of strangers stay. */
  private async clear(roomId: RoomId): Promise<void> {
    const room = await ownRoom(roomId);
    if (!room) return;
    await this.closing.look(room);
    await this.closing.remove(roomId);
  }

  /** Sessions that every host has left for long, or that are long past their plan. */
  private async endOverdue(): Promise<void> {
    const now = this.clock.now().getTime();
    const overdue = await lookup<{ clinic_id: ClinicId; session_id: SessionId; ended_by: EndedBy }>('overdue_sessions($1, $2)', [
      new Date(now - minutesPastPlan * minute),
      new Date(now - minutesWithoutHost * minute),
    ]);
    const ended: boolean[] = [];
    await atOnce(roomsAtOnce, overdue, async ({ clinic_id, session_id, ended_by }) => {
      const end = () => this.ending.run(systemPrincipal(clinic_id, 'session over'), session_id, ended_by).catch(unlessEnded);
      ended.push(await this.attempt(`end session ${session_id}`, end));
    });
    if (!ended.every(Boolean)) throw new Error('a session could not be ended');
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

async function ownRoom(roomId: RoomId): Promise<EndedRoom | undefined> {
  const [row] = isId(roomId) ? await lookup<{ clinic_id: ClinicId; session_id: SessionId }>('find_room($1)', [roomId]) : [];
  return row && { clinicId: row.clinic_id, sessionId: row.session_id, roomId };
}

/** Somebody else was quicker. */
function unlessEnded(error: unknown): void {
  if (!(error instanceof DomainError && error.code === 'session_ended')) throw error;
}
