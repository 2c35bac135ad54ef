import { audit } from '#audit';
import { live } from '#contracts';
import { Clock, DomainError, type SeatId } from '#kernel';
import { Injectable } from '@nestjs/common';
import type { HostPrincipal } from '../host-principal.js';
import { Live } from '../live/live.js';
import { Outside } from '../live/outside.js';
import { Admissions } from '../persistence/admissions.js';

/** Puts somebody back into the waiting room, whom only a new admit brings in again. */
@Injectable()
export class BackToLobby {
  constructor(
    private readonly live: Live,
    private readonly admissions: Admissions,
    private readonly outside: Outside,
    private readonly clock: Clock,
  ) {}

  /** Throws `not_in_room`; also for hosts, who are their own masters. */
  async run(host: HostPrincipal, seatId: SeatId): Promise<void> {
    await this.live.act(host, host.sessionId, async (_session, told) => {
      if ((await this.outside.isWhom(host.sessionId, seatId)) !== 'group') throw new DomainError('not_in_room');
      if (!(await this.admissions.finish(seatId, 'back_to_lobby', this.clock.now()))) throw new DomainError('not_in_room');
      await audit('seat.back_to_lobby', { objectKind: 'seat', objectId: seatId });
      await this.outside.shut(host.sessionId, seatId);
      told.about(live.roster, seatId);
      told.about(live.peers, seatId);
      told.about(live.standing, seatId);
    });
  }
}
