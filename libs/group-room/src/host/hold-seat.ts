import { audit } from '#audit';
import { Clock, DomainError, type SeatId } from '#kernel';
import { withPrincipal } from '#platform';
import { LiveSessions } from '#scheduling';
import { Injectable } from '@nestjs/common';
import type { HostPrincipal } from '../host-principal.js';
import { Announcements } from '../live/announcements.js';
import { audiencesOf } from '../live/news.js';
import { Admissions, type HoldMessage } from '../persistence/admissions.js';

/** Asks a waiting person for patience, with one of the sentences that their page knows in their language. */
@Injectable()
export class HoldSeat {
  constructor(
    private readonly sessions: LiveSessions,
    private readonly admissions: Admissions,
    private readonly announce: Announcements,
    private readonly clock: Clock,
  ) {}

  /** Throws `not_waiting`. */
  async run(host: HostPrincipal, seatId: SeatId, message: HoldMessage): Promise<void> {
    await withPrincipal(host, async () => {
      const change = { rows: [seatId], own: [seatId] };
      const session = await this.sessions.change(host.sessionId, audiencesOf(change));
      if (!session || !(await this.admissions.hold(host.sessionId, seatId, message, this.clock.now()))) throw new DomainError('not_waiting');
      await audit('seat.held', { objectKind: 'seat', objectId: seatId, details: { message } });
      this.announce.afterCommit(session, change);
    });
  }
}
