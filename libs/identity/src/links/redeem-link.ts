import { audit } from '#audit';
import type { OutputOf, visit } from '#contracts';
import { Clock, DomainError } from '#kernel';
import { addressKey, Database, Keyring, systemPrincipal, type KeptSecret } from '#platform';
import { Injectable } from '@nestjs/common';
import { RateLimits } from '../accounts/rate-limits.js';
import { comesByLink, type SeatFacts } from '../domain/seat-facts.js';
import { devicesPerLink, isForgotten, linkStanding, type LinkStanding } from '../domain/link-standing.js';
import { isTrusted } from '../domain/seat-access.js';
import { ownClinicCard } from '../persistence/clinic-cards.js';
import { findDevice, noteDevice, otherDevicesOf } from '../persistence/devices.js';
import { findLink, locateLink, noteRedeemed, type FoundLink } from '../persistence/join-links.js';
import { SeatDirectory } from '../seat-directory.js';

/** What a link led to; with `open`, the secret for the browser's device cookie. */
export type RedeemedLink = { readonly answer: OutputOf<typeof visit.redeemLink>; readonly deviceSecret?: string };

/** A person tapped their link. Opening its page changes nothing; only this does. */
@Injectable()
export class RedeemLink {
  constructor(
    private readonly database: Database,
    private readonly seats: SeatDirectory,
    private readonly limits: RateLimits,
    private readonly keys: Keyring,
    private readonly clock: Clock,
  ) {}

  /**
   * `presented`: the device cookie that the browser has; a good one is kept, so that one browser may serve a family. Throws `link_unknown`
   * for whatever was never a link, and `too_many_tries`.
   */
  async run(token: string, presented: string | undefined, address: string): Promise<RedeemedLink> {
    // Looked up before anything is counted: what somebody else guesses from the same house takes nothing from a link that is one.
    const kept = this.keys.kept('join link', token);
    const place = kept && (await locateLink(this.database, kept.hash));
    if (!place) {
      await this.limits.take('unknownLinkByAddress', addressKey(address));
      throw new DomainError('link_unknown');
    }
    const device = this.deviceOf(presented);
    await this.limits.take('redeemByDevice', `${place.linkId} ${device.text === presented ? presented : addressKey(address)}`);
    return this.database.withPrincipal(systemPrincipal(place.clinicId, 'join link'), async () => {
      const link = await findLink(place.linkId);
      const seat = await this.seats.find(place.seatId);
      if (!link || !seat || !comesByLink(seat.role) || isForgotten(link, this.clock.now())) throw new DomainError('link_unknown');
      return this.redeem(link, seat, device);
    });
  }

  /** A browser that came with a secret of ours keeps it, whichever version made it, because the trust of everybody who uses it hangs on it. */
  private deviceOf(presented: string | undefined): KeptSecret & { text: string } {
    const kept = this.keys.kept('device cookie', presented);
    return kept && presented !== undefined ? { ...kept, text: presented } : this.keys.newSecret('device cookie');
  }

  private async redeem(link: FoundLink, seat: SeatFacts, device: KeptSecret & { text: string }): Promise<RedeemedLink> {
    const now = this.clock.now();
    const isKnown = isTrusted(await findDevice(seat.personId, { secretHash: device.hash }, now), seat.seatId, now);
    const standing = await this.standing(link, seat, { now, isKnown, device });
    const outcome = standing.kind === 'open' ? 'done' : 'refused';
    const details = { standing: standing.kind, ...(standing.kind === 'dead' && { because: standing.because }) };
    await audit('link.redeemed', { objectKind: 'join_link', objectId: link.linkId, actorId: seat.personId, outcome, details });
    const { zone, plannedFrom } = seat.session;
    if (standing.kind === 'early') {
      return { answer: { kind: 'early', opensAt: link.worksFrom.toISOString(), startsAt: plannedFrom.toISOString(), zone, clinic: await ownClinicCard() } };
    }
    if (standing.kind === 'dead') {
      // A dead link may be in anybody's hands: when somebody comes, and that they do no more, is told to a browser that proved the PIN.
      const next = isKnown ? await this.seats.nextSessionOf(seat.personId, now) : null;
      const because = !isKnown && standing.because === 'not_coming' ? 'ended' : standing.because;
      return { answer: { kind: 'dead', because, clinic: await ownClinicCard(), nextAt: next?.toISOString() ?? null, zone } };
    }
    await noteDevice({ personId: seat.personId, secret: device, seatId: seat.seatId, linkId: link.linkId });
    await noteRedeemed(link.linkId);
    return { answer: { kind: 'open', seatId: seat.seatId, clinic: await ownClinicCard() }, deviceSecret: device.text };
  }

  /** A link that works is closed to a browser that would be one too many, unless it has proved the PIN. Any number at once wait for each other. */
  private async standing(link: FoundLink, seat: SeatFacts, by: { now: Date; isKnown: boolean; device: KeptSecret }): Promise<LinkStanding | { kind: 'dead'; because: 'too_many_devices' }> {
    const standing = linkStanding(link, seat, by.now);
    if (standing.kind !== 'open' || by.isKnown) return standing;
    const others = await otherDevicesOf(link.linkId, by.device.hash);
    return others >= devicesPerLink ? { kind: 'dead', because: 'too_many_devices' } : standing;
  }
}
