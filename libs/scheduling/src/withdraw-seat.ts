import { audit } from '#audit';
import { SessionLinks } from '#identity';
import { Clock, DomainError, type SeatId } from '#kernel';
import { Database } from '#platform';
import { Injectable, Optional } from '@nestjs/common';
import { GivenSeats } from './persistence/given-seats.js';
import { Plans } from './persistence/plans.js';
import type { Planner } from './planner.js';
import { SessionFollowers } from './session-followers.js';

/** Takes a seat back, as at a discharge. Links, rows, sockets and connection go; what was measured until then stays. */
@Injectable()
export class WithdrawSeat {
  constructor(
    private readonly database: Database,
    private readonly plans: Plans,
    private readonly seats: GivenSeats,
    private readonly links: SessionLinks,
    private readonly clock: Clock,
    @Optional() private readonly followers?: SessionFollowers,
  ) {}

  /** False when it was withdrawn before. Throws `not_found`; and `session_ended`, because who sat in a past session is a record. */
  async run(by: Planner, seatId: SeatId): Promise<boolean> {
    return this.database.withPrincipal(by, async () => {
      const sessionId = (await this.seats.find(seatId))?.sessionId;
      const plan = sessionId && (await this.plans.lock(sessionId));
      // Read again under the lock: somebody else may have been quicker.
      const seat = await this.seats.find(seatId);
      if (!plan || !seat) throw new DomainError('not_found');
      if (plan.state === 'ended') throw new DomainError('session_ended');
      if (seat.withdrawn) return false;
      await this.seats.withdraw(seatId, this.clock.now());
      await this.links.end(seatId, 'discharged');
      await audit('seat.withdrawn', { objectKind: 'seat', objectId: seatId, details: { sessionId: seat.sessionId } });
      await this.followers?.seatWithdrawn(by, seat.sessionId, seatId);
      return true;
    });
  }
}
