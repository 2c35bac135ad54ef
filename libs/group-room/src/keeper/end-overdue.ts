import { atOnce, Clock, DomainError } from '#kernel';
import { systemPrincipal } from '#platform';
import { Injectable, Logger } from '@nestjs/common';
import { minutesPastPlan, minutesWithoutHost } from '../domain/session-life.js';
import { EndSession } from '../live/end-session.js';
import { LiveLookups, type OverdueSession } from '../persistence/live-lookups.js';
import { roomsAtOnce } from './live-rooms.js';

const minute = 60_000;

/** Ends sessions that every host has left for long, or that are long past their plan. */
@Injectable()
export class EndOverdue {
  private readonly log = new Logger('EndOverdue');

  constructor(
    private readonly lookups: LiveLookups,
    private readonly ending: EndSession,
    private readonly clock: Clock,
  ) {}

  /** Throws when one could not be ended; the others are. */
  async run(): Promise<void> {
    const now = this.clock.now().getTime();
    const overdue = await this.lookups.overdue(new Date(now - minutesPastPlan * minute), new Date(now - minutesWithoutHost * minute));
    const failed: OverdueSession[] = [];
    await atOnce(roomsAtOnce, overdue, (session) => this.end(session).catch(() => void failed.push(session)));
    if (failed.length > 0) throw new Error('a session could not be ended');
  }

  private async end({ clinicId, sessionId, endedBy }: OverdueSession): Promise<void> {
    try {
      await this.ending.run(systemPrincipal(clinicId, 'session over'), sessionId, endedBy);
    } catch (error) {
      // Somebody else was quicker.
      if (error instanceof DomainError && error.code === 'session_ended') return;
      this.log.warn(`could not end session ${sessionId} (${error instanceof Error ? error.name : 'unknown'})`);
      throw error;
    }
  }
}
