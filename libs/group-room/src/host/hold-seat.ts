import { audit } from '#audit';
import { live } from '#contracts';
import { Clock, DomainError, type HoldMessage, type SeatId } from '#kernel';
import { Injectable } from '@nestjs/common';
import type { HostPrincipal } from '../host-principal.js';
import { Live } from '../live/live.js';
import { Admissions } from '../persistence/admissions.js';

/** Asks a waiting person for patience, with one of the sentences that their page knows in their language. */
@Injectable()
export class HoldSeat {
  constructor(
    private readonly live: Live,
    private readonly admissions: Admissions,
    private readonly clock: Clock,
  ) {}

  /** Throws `not_waiting`. */
  async run(host: HostPrincipal, seatId: SeatId, message: HoldMessage): Promise<void> {
    await this.live.act(host, host.sessionId, async (_session, told) => {
      if (!(await this.admissions.hold(host.sessionId, seatId, message, this.clock.now()))) throw new DomainError('not_waiting');
      await audit('seat.held', { objectKind: 'seat', objectId: seatId, details: { message } });
      told.about(live.roster, seatId);
      told.about(live.standing, seatId);
    });
  }
}
