import { live, type DoorPolicy, type SocketApproach } from '#contracts';
import { DomainError, type SeatId } from '#kernel';
import { AccessLog, SocketDoor, type SocketIdentity } from '#platform';
import { Injectable } from '@nestjs/common';
import { ProveStaff } from './prove-staff.js';
import { ProveVisitor } from './prove-visitor.js';
import { SeatDirectory } from './seat-directory.js';

type Cookies = ReadonlyMap<string, string>;

/** Lets a socket in as the seat it names: a patient's by the trusted browser, a host's by the sign-in. */
@Injectable()
export class IdentitySocketDoor extends SocketDoor {
  private readonly doors: Readonly<Record<DoorPolicy, (seatId: SeatId, cookies: Cookies) => Promise<SocketIdentity>>> = {
    seat: async (seatId, cookies) => {
      const { sessionId, clinicId, personId, deviceId } = await this.visitors.run(seatId, cookies.get('device'), 'trust');
      return { as: 'seat', seatId, sessionId, clinicId, personId, holderId: deviceId };
    },
    'session.host': async (seatId, cookies) => {
      const place = await this.seats.locate(seatId);
      if (!place) throw new DomainError(cookies.has('staff') ? 'not_found' : 'not_signed_in');
      const host = await this.staff.hostAt({ secret: cookies.get('staff'), place: 'room', moved: false }, place.sessionId, seatId);
      const { sessionId, clinicId, personId, signInId } = host;
      // From now on it hears of everybody in the session, whether it asks or not.
      await this.log.read(host, live.pushReads['staff.delta'], sessionId);
      return { as: 'host', seatId, sessionId, clinicId, personId, holderId: signInId };
    },
  };

  constructor(
    private readonly visitors: ProveVisitor,
    private readonly staff: ProveStaff,
    private readonly seats: SeatDirectory,
    private readonly log: AccessLog,
  ) {
    super();
  }

  protected override async prove(policy: DoorPolicy, { seatId }: SocketApproach, cookies: Cookies): Promise<SocketIdentity> {
    if (seatId === undefined) throw new DomainError('bad_input');
    return this.doors[policy](seatId, cookies);
  }
}
