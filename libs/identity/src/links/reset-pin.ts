import { audit } from '#audit';
import { DomainError, type SeatId, type SessionId } from '#kernel';
import { Database, type ClinicPrincipal } from '#platform';
import { Injectable, Optional } from '@nestjs/common';
import { randomInt } from 'node:crypto';
import { PinHashing } from '../accounts/hashing.js';
import { comesByLink } from '../domain/seat-facts.js';
import { LivePlaces } from '../live-places.js';
import { revokeDevicesOf } from '../persistence/devices.js';
import { setPin } from '../persistence/pin-tries.js';
import { RecentProofs } from '../recent-proofs.js';
import { SeatDirectory } from '../seat-directory.js';

/** A new PIN for the person of a seat; every browser of theirs has to enter it, also one that is in the room at that moment. */
@Injectable()
export class ResetPin {
  constructor(
    private readonly database: Database,
    private readonly seats: SeatDirectory,
    private readonly hashing: PinHashing,
    private readonly recent: RecentProofs,
    @Optional() private readonly places?: LivePlaces,
  ) {}

  /** The six digits, told this once. Throws `not_found` for a seat that is not a patient's or guest's of this session. */
  async run(by: ClinicPrincipal, at: { sessionId: SessionId; seatId: SeatId }): Promise<{ pin: string }> {
    const pin = String(randomInt(1_000_000)).padStart(6, '0');
    // Worked out before the transaction, which should not wait for it.
    const hashed = await this.hashing.hash(pin);
    await this.database.withPrincipal(by, async () => {
      const seat = await this.seats.find(at.seatId);
      if (!seat || seat.session.sessionId !== at.sessionId || seat.withdrawn || !comesByLink(seat.role)) throw new DomainError('not_found');
      await setPin(seat.personId, hashed);
      const forgotten = await revokeDevicesOf(seat.personId);
      const holders = forgotten.filter(({ trusted }) => trusted).map(({ deviceId }) => deviceId);
      await this.places?.putOut(seat.personId, holders);
      await audit('pin.reset', { objectKind: 'person', objectId: seat.personId, details: { forgotten: forgotten.length } });
    });
    this.recent.forgetAll();
    return { pin };
  }
}
