import { audit } from '#audit';
import { Clock } from '#kernel';
import { Database, Keyring, systemPrincipal } from '#platform';
import { Injectable } from '@nestjs/common';
import { PinHashing } from '../accounts/hashing.js';
import { triesPerDay, triesPerLink } from '../domain/link-standing.js';
import { trustDevice } from '../persistence/devices.js';
import { findLink } from '../persistence/join-links.js';
import { giveTryBack, killLink, takeTry, type TakenTry } from '../persistence/pin-tries.js';
import { RecentProofs } from '../recent-proofs.js';
import { SeatDirectory } from '../seat-directory.js';
import type { VisitorPrincipal } from '../visitor-principal.js';

/** `triesLeft`: wrong PINs that the link still takes. After `link_dead` only a new link from staff helps. */
export type PinAnswer = { readonly kind: 'right'; /** For the browser's device cookie, whose old value is worth nothing now. */ readonly deviceSecret?: string } | { readonly kind: 'wrong'; readonly triesLeft: number } | { readonly kind: 'link_dead' } | { readonly kind: 'too_many_tries' };

/**
 * The PIN on a browser that has opened a link. A try is paid for before the PIN is looked at and given back when it was right, so that
 * any number at the same time gets no more looks than there are tries, and no transaction is open while the hash is worked out.
 */
@Injectable()
export class CheckPin {
  constructor(
    private readonly database: Database,
    private readonly seats: SeatDirectory,
    private readonly hashing: PinHashing,
    private readonly recent: RecentProofs,
    private readonly keys: Keyring,
    private readonly clock: Clock,
  ) {}

  /** `ownDevice`: trust it for 90 days; else for this visit only. Safe to repeat on a trusted browser. Opens its own transactions. */
  async run(visitor: VisitorPrincipal, given: { pin: string; ownDevice: boolean }): Promise<PinAnswer> {
    if (visitor.trusted) return { kind: 'right' };
    const { linkId } = visitor;
    if (linkId === null) return { kind: 'link_dead' };
    const us = systemPrincipal(visitor.clinicId, 'PIN');
    const taken = await this.database.withPrincipal(us, () => this.take(visitor, linkId));
    if (taken.kind === 'link_dead') return taken;
    if (taken.kind === 'no_tries_left') return { kind: 'too_many_tries' };
    const right = await this.isRight(visitor, linkId, given.pin, taken.tried);
    return this.database.withPrincipal(us, () => (right ? this.settleRight(visitor, linkId, given.ownDevice) : settleWrong(visitor, linkId, taken.tried)));
  }

  private async take(visitor: VisitorPrincipal, linkId: string) {
    const seat = await this.seats.find(visitor.seatId);
    if (!seat || seat.withdrawn || seat.session.state === 'ended') return { kind: 'link_dead' as const };
    return takeTry(linkId, visitor.seatId, visitor.personId);
  }

  /** When the hash cannot be worked out now, the try did not count. */
  private async isRight(visitor: VisitorPrincipal, linkId: string, pin: string, tried: TakenTry): Promise<boolean> {
    try {
      return await this.hashing.matches(pin, tried.pinHash);
    } catch (error) {
      await this.database.withPrincipal(systemPrincipal(visitor.clinicId, 'PIN'), () => giveTryBack(linkId, visitor.personId));
      throw error;
    }
  }

  private async settleRight(visitor: VisitorPrincipal, linkId: string, ownDevice: boolean): Promise<PinAnswer> {
    await giveTryBack(linkId, visitor.personId);
    const link = await findLink(linkId);
    if (!link || link.deadBecause !== null) return { kind: 'link_dead' };
    const secret = this.keys.newSecret('device cookie');
    const trust = { onlySeatId: ownDevice ? null : visitor.seatId, visitEnds: link.worksTo };
    const trusted = await trustDevice(visitor, trust, { secret, now: this.clock.now() });
    if (trusted === 'gone') return { kind: 'link_dead' };
    this.recent.forgetAll();
    await audit('pin.entered', { objectKind: 'seat', objectId: visitor.seatId, actorId: visitor.personId, details: { ownDevice } });
    return trusted === 'rotated' ? { kind: 'right', deviceSecret: secret.text } : { kind: 'right' };
  }
}

async function settleWrong(visitor: VisitorPrincipal, linkId: string, tried: TakenTry): Promise<PinAnswer> {
  const triesLeft = Math.max(0, Math.min(triesPerLink - tried.linkTries, triesPerDay - tried.dayTries));
  if (triesLeft === 0) await killLink(linkId);
  await audit('pin.entered', { objectKind: 'seat', objectId: visitor.seatId, actorId: visitor.personId, outcome: 'refused', details: { triesLeft } });
  return triesLeft === 0 ? { kind: 'link_dead' } : { kind: 'wrong', triesLeft };
}
