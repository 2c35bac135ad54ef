import { Clock, DomainError, type SeatId } from '#kernel';
import { Database, Keyring, systemPrincipal, type SocketIdentity } from '#platform';
import { Injectable } from '@nestjs/common';
import { triesPerDay, triesPerLink } from './domain/link-standing.js';
import { seatAccess, type SeatAccess } from './domain/seat-access.js';
import { findDevice, type DeviceKey, type FoundDevice } from './persistence/devices.js';
import { SeatDirectory, type SeatPlace } from './seat-directory.js';
import type { VisitorPrincipal } from './visitor-principal.js';

/** Says who sits at a browser: the seat of the address, if this browser is one of its person's. */
@Injectable()
export class ProveVisitor {
  constructor(
    private readonly database: Database,
    private readonly seats: SeatDirectory,
    private readonly keys: Keyring,
    private readonly clock: Clock,
  ) {}

  /**
   * The visitor at this seat. `need`: `device` is content with a browser that opened the link. Throws `not_found` alike for a seat that
   * is unknown, foreign, withdrawn or never opened here; `pin_needed`; `session_ended` when a trusted browser comes long after the end.
   */
  async run(seatId: SeatId, secret: string | undefined, need: 'device' | 'trust'): Promise<VisitorPrincipal> {
    const kept = this.keys.kept('device cookie', secret);
    const place = kept && (await this.seats.locate(seatId));
    if (!place) throw new DomainError('not_found');
    return this.prove(seatId, place, { secretHash: kept.hash }, need);
  }

  /** The visitor behind an open socket, by the device that proved it: its browser may have another cookie by now. Throws as `run` does. */
  async onSocket({ seatId, clinicId, sessionId, personId, holderId }: SocketIdentity): Promise<VisitorPrincipal> {
    return this.prove(seatId, { clinicId, sessionId, personId }, { deviceId: holderId }, 'trust');
  }

  private async prove(seatId: SeatId, place: SeatPlace, by: DeviceKey, need: 'device' | 'trust'): Promise<VisitorPrincipal> {
    return this.database.withPrincipal(systemPrincipal(place.clinicId, 'prove a seat'), async () => {
      const seat = await this.seats.find(seatId);
      const device = await findDevice(place.personId, by, this.clock.now());
      const access = seatAccess(seat, device, this.clock.now());
      if (!device || access.kind === 'unknown') throw new DomainError('not_found');
      if (need === 'trust' && access.kind !== 'trusted') throw new DomainError(access.kind === 'over' ? 'session_ended' : 'pin_needed');
      return visitorAt(seatId, place, device, access);
    });
  }
}

function visitorAt(seatId: SeatId, place: SeatPlace, device: FoundDevice, access: SeatAccess): VisitorPrincipal {
  const left = Math.max(0, Math.min(triesPerLink - device.linkTries, triesPerDay - device.dayTries));
  return {
    kind: 'seat',
    clinicId: place.clinicId,
    personId: place.personId,
    sessionId: place.sessionId,
    seatId,
    trusted: access.kind === 'trusted' || access.kind === 'over',
    deviceId: device.deviceId,
    linkId: device.linkId,
    rotatedAt: device.rotatedAt,
    pinTriesLeft: device.linkDead ? 0 : left,
  };
}
