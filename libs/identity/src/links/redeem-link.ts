import { audit } from '#audit';
import type { OutputOf, visit } from '#contracts';
import { Clock, DomainError } from '#kernel';
import { systemPrincipal, withPrincipal } from '#platform';
import { Injectable } from '@nestjs/common';
import { RateLimits } from '../accounts/rate-limits.js';
import { comesByLink, type SeatFacts } from '../domain/seat-facts.js';
import { linkStanding } from '../domain/link-standing.js';
import { ownClinicCard } from '../persistence/clinic-cards.js';
import { noteDevice } from '../persistence/devices.js';
import { findLink, locateLink, noteRedeemed, type FoundLink } from '../persistence/join-links.js';
import { SeatDirectory } from '../seat-directory.js';
import { hashOf, isSecret, newSecret } from '../secrets.js';

/** What a link led to; with `open`, the secret for the browser's device cookie. */
export type RedeemedLink = { readonly answer: OutputOf<typeof visit.redeemLink>; readonly deviceSecret?: string };

/** A person tapped their link. Opening its page changes nothing; only this does. */
@Injectable()
export class RedeemLink {
  constructor(
    private readonly seats: SeatDirectory,
    private readonly limits: RateLimits,
    private readonly clock: Clock,
  ) {}

  /**
   * `presented`: the device cookie that the browser has; a good one is kept, so that one browser may serve a family. Throws `link_unknown`
   * for whatever was never a link, and `too_many_tries`.
   */
  async run(token: string, presented: string | undefined, address: string): Promise<RedeemedLink> {
    const deviceSecret = isSecret(presented) ? presented : newSecret();
    await this.limits.check('unknownLinkByAddress', address);
    // A browser without a cookie is told apart by its link: people of one house or clinic share an address.
    await this.limits.take('redeemByDevice', `${address} ${isSecret(presented) ? presented : token}`);
    const place = isSecret(token) ? await locateLink(hashOf(token)) : undefined;
    if (!place) {
      await this.limits.take('unknownLinkByAddress', address);
      throw new DomainError('link_unknown');
    }
    return withPrincipal(systemPrincipal(place.clinicId, 'join link'), async () => {
      const link = await findLink(place.linkId);
      const seat = await this.seats.find(place.seatId);
      if (!link || !seat || !comesByLink(seat.role)) throw new DomainError('link_unknown');
      return this.redeem(link, seat, deviceSecret);
    });
  }

  private async redeem(link: FoundLink, seat: SeatFacts, deviceSecret: string): Promise<RedeemedLink> {
    const now = this.clock.now();
    const standing = linkStanding(link, seat, now);
    const outcome = standing.kind === 'open' ? 'done' : 'refused';
    const details = { standing: standing.kind, ...(standing.kind === 'dead' && { because: standing.because }) };
    await audit('link.redeemed', { objectKind: 'join_link', objectId: link.linkId, actorId: seat.personId, outcome, details });
    const { zone, plannedFrom } = seat.session;
    if (standing.kind === 'early') {
      return { answer: { kind: 'early', opensAt: link.worksFrom.toISOString(), startsAt: plannedFrom.toISOString(), zone, clinic: await ownClinicCard() } };
    }
    if (standing.kind === 'dead') {
      const next = await this.seats.nextSessionOf(seat.personId, now);
      return { answer: { kind: 'dead', because: standing.because, clinic: await ownClinicCard(), nextAt: next?.toISOString() ?? null, zone } };
    }
    await noteDevice({ personId: seat.personId, secretHash: hashOf(deviceSecret), seatId: seat.seatId, linkId: link.linkId });
    await noteRedeemed(link.linkId);
    return { answer: { kind: 'open', seatId: seat.seatId }, deviceSecret };
  }
}
