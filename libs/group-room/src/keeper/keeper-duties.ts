import { Clock, DomainError, type ClinicId, type SessionId } from '#kernel';
import { lookup, systemPrincipal } from '#platform';
import type { EndedBy } from '#scheduling';
import { Injectable, Logger } from '@nestjs/common';
import { minutesPastPlan, minutesWithoutHost } from '../domain/session-life.js';
import { EndSession } from '../live/end-session.js';
import { SfuRooms } from '../sfu-rooms.js';
import type { RoomsFound } from './live-rooms.js';
import { RoomWatch } from './room-watch.js';
import { SettleLeft } from './settle-left.js';

const minute = 60_000;

/** What only the leader does in a round. One thing that fails does not keep the others from being done. */
@Injectable()
export class KeeperDuties {
  private readonly log = new Logger('RoomKeeper');

  constructor(
    private readonly sfu: SfuRooms,
    private readonly watch: RoomWatch,
    private readonly settle: SettleLeft,
    private readonly ending: EndSession,
    private readonly clock: Clock,
  ) {}

  async run(found: RoomsFound): Promise<'well' | 'failed'> {
    const done: boolean[] = [];
    for (const room of found.live) {
      done.push(await this.attempt('look into a room', () => this.watch.run(room)));
      done.push(await this.attempt('settle who left', () => this.settle.run(room)));
    }
    for (const roomId of found.leftOver) done.push(await this.attempt('delete a room', () => this.sfu.deleteRoom(roomId)));
    done.push(await this.attempt('end sessions', () => this.endOverdue()));
    return done.every(Boolean) ? 'well' : 'failed';
  }

  /** Sessions that every host has left for long, or that are long past their plan. */
  private async endOverdue(): Promise<void> {
    const now = this.clock.now().getTime();
    const overdue = await lookup<{ clinic_id: ClinicId; session_id: SessionId; ended_by: EndedBy }>('overdue_sessions($1, $2)', [
      new Date(now - minutesPastPlan * minute),
      new Date(now - minutesWithoutHost * minute),
    ]);
    for (const { clinic_id, session_id, ended_by } of overdue) {
      await this.ending.run(systemPrincipal(clinic_id, 'session over'), session_id, ended_by).catch(unlessEnded);
    }
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

/** Somebody else was quicker. */
function unlessEnded(error: unknown): void {
  if (!(error instanceof DomainError && error.code === 'session_ended')) throw error;
}
