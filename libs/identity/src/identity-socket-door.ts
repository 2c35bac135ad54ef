import { live } from '#contracts';
import { DomainError } from '#kernel';
import { AccessLog, SocketDoor, type SocketIdentity } from '#platform';
import { Injectable } from '@nestjs/common';
import { ProveStaff } from './prove-staff.js';
import { ProveVisitor } from './prove-visitor.js';
import { SeatDirectory } from './seat-directory.js';

/** Lets a socket in as the seat it names: a patient's by the trusted browser, a host's by the sign-in. */
@Injectable()
export class IdentitySocketDoor extends SocketDoor {
  constructor(
    private readonly visitors: ProveVisitor,
    private readonly staff: ProveStaff,
    private readonly seats: SeatDirectory,
    private readonly log: AccessLog,
  ) {
    super();
  }

  override async identify(approach: unknown, cookies: ReadonlyMap<string, string>): Promise<SocketIdentity> {
    const parsed = live.SocketApproach.safeParse(approach);
    if (!parsed.success) throw new DomainError('bad_input');
    const { as, seatId } = parsed.data;
    if (as === 'seat') {
      const { sessionId, clinicId, personId, deviceId } = await this.visitors.run(seatId, cookies.get('device'), 'trust');
      return { as, seatId, sessionId, clinicId, personId, holderId: deviceId };
    }
    const place = await this.seats.locate(seatId);
    if (!place) throw new DomainError(cookies.has('staff') ? 'not_found' : 'not_signed_in');
    const host = await this.staff.hostAt({ secret: cookies.get('staff'), place: 'room', moved: false }, place.sessionId, seatId);
    const { sessionId, clinicId, personId, signInId } = host;
    // From now on it hears of everybody in the session, whether it asks or not.
    await this.log.read(host, live.pushReads['staff.delta'], sessionId);
    return { as, seatId, sessionId, clinicId, personId, holderId: signInId };
  }
}
