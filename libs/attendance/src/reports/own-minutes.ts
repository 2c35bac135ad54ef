import type { OutputOf, visit } from '#contracts';
import { SeatDirectory } from '#identity';
import { Clock } from '#kernel';
import { Database, systemPrincipal, type SeatPrincipal } from '#platform';
import { DayPlan } from '#scheduling';
import { Injectable } from '@nestjs/common';
import { AttendanceResults } from '../persistence/attendance-results.js';
import { FoldSession } from './fold-session.js';

/** A patient's own minutes of today's session and their next date. */
@Injectable()
export class OwnMinutes {
  constructor(
    private readonly database: Database,
    private readonly fold: FoldSession,
    private readonly results: AttendanceResults,
    private readonly seats: SeatDirectory,
    private readonly plan: DayPlan,
    private readonly clock: Clock,
  ) {}

  async run(patient: SeatPrincipal): Promise<OutputOf<typeof visit.getOwnMinutes>> {
    // When counting began follows from the hosts' evidence, which no patient may read: our own work reads it and hands out one number.
    return this.database.withPrincipal(systemPrincipal(patient.clinicId, 'own minutes'), async () => {
      const own = await this.counted(patient);
      const next = await this.seats.nextSessionOf(patient.personId, this.clock.now());
      return {
        minutes: Math.floor(own.seconds / 60),
        settled: own.uncertaintySeconds !== null && own.uncertaintySeconds <= 4,
        nextAt: next?.toISOString() ?? null,
        zone: await this.plan.clinicZone(),
      };
    });
  }

  /** As they were kept; counted now while nothing is. The uncertainty is null until the session has ended, because they grow until then. */
  private async counted({ sessionId, seatId }: SeatPrincipal): Promise<{ seconds: number; uncertaintySeconds: number | null }> {
    const kept = (await this.results.newest(sessionId))?.seats.find((seat) => seat.seatId === seatId);
    if (kept) return { seconds: kept.directSeconds, uncertaintySeconds: kept.uncertaintySeconds };
    const { session, attendance } = await this.fold.run(sessionId);
    const now = attendance.seats.find((seat) => seat.seatId === seatId);
    return { seconds: now?.direct.seconds ?? 0, uncertaintySeconds: session.state === 'ended' && now ? now.uncertaintySeconds : null };
  }
}
