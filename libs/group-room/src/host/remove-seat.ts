import { audit } from '#audit';
import { live } from '#contracts';
import { SessionLinks } from '#identity';
import { Clock, DomainError, type RemovalReason, type SeatId } from '#kernel';
import { Injectable } from '@nestjs/common';
import { isShownToPeers } from '../domain/admission.js';
import type { HostPrincipal } from '../host-principal.js';
import { Live } from '../live/live.js';
import { Outside } from '../live/outside.js';
import { Admissions } from '../persistence/admissions.js';
import { keepRemoval } from '../persistence/removals.js';

/** Removes somebody from the room or the lobby: for today, or with a way back by the lobby. */
@Injectable()
export class RemoveSeat {
  constructor(
    private readonly live: Live,
    private readonly admissions: Admissions,
    private readonly outside: Outside,
    private readonly links: SessionLinks,
    private readonly clock: Clock,
  ) {}

  /** Throws `not_in_room` for somebody who has not come or is out already, `not_allowed` for a host. */
  async run(host: HostPrincipal, seatId: SeatId, how: { mayReturn: boolean; reason: RemovalReason }): Promise<void> {
    const now = this.clock.now();
    await this.live.act(host, host.sessionId, async (_session, told) => {
      const wasInside = await this.isInside(host, seatId);
      if (!(await this.admissions.finish(seatId, 'remove', now, how.mayReturn))) throw new DomainError('not_in_room');
      const generation = await this.outside.shut(host.sessionId, seatId);
      await keepRemoval({ sessionId: host.sessionId, seatId, generation, ...how, by: host.personId, at: now });
      if (!how.mayReturn) await this.links.end(seatId, 'removed');
      await audit('seat.removed', { objectKind: 'seat', objectId: seatId, details: { mayReturn: how.mayReturn, reason: how.reason } });
      told.about(live.roster, seatId);
      told.about(live.standing, seatId);
      if (wasInside) told.about(live.peers, seatId);
    });
  }

  /** Others hear only of somebody who was among them. */
  private async isInside(host: HostPrincipal, seatId: SeatId): Promise<boolean> {
    const whom = await this.outside.isWhom(host.sessionId, seatId);
    if (whom !== 'group') throw new DomainError(whom === 'host' ? 'not_allowed' : 'not_in_room');
    return isShownToPeers((await this.admissions.standingOf(seatId)).state);
  }
}
