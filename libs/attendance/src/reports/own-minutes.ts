import type { OutputOf, visit } from '#contracts';
import { SeatDirectory } from '#identity';
import { Clock } from '#kernel';
import { Database, systemPrincipal, type SeatPrincipal } from '#platform';
import { DayPlan } from '#scheduling';
import { Injectable } from '@nestjs/common';
import { FoldSession } from './fold-session.js';

/** A patient's own minutes of today's session and their next date. */
@Injectable()
export class OwnMinutes {
  constructor(
    private readonly database: Database,
    private readonly fold: FoldSession,
    private readonly seats: SeatDirectory,
    private readonly plan: DayPlan,
    private readonly clock: Clock,
  ) {}

  async run(patient: SeatPrincipal): Promise<OutputOf<typeof visit.getOwnMinutes>> {
    // When counting began follows from the hosts' evidence, which no patient may read: our own work reads it and hands out one number.
    return this.database.withPrincipal(systemPrincipal(patient.clinicId, 'own minutes'), async () => {
      const { session, attendance } = await this.fold.run(patient.sessionId);
      const own = attendance.seats.find((seat) => seat.seatId === patient.seatId);
      const next = await this.seats.nextSessionOf(patient.personId, this.clock.now());
      return {
        minutes: own?.direct.minutes ?? 0,
        settled: session.state === 'ended' && own?.uncertaintySeconds !== undefined && own.uncertaintySeconds <= 4,
        nextAt: next?.toISOString() ?? null,
        zone: await this.plan.clinicZone(),
      };
    });
  }
}
