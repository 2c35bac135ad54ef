import type { PolicyName } from '#contracts';
import { DomainError, isId } from '#kernel';
import { Policies, type Approach, type Principal, type SeatPrincipal, type SocketIdentity } from '#platform';
import { Injectable } from '@nestjs/common';
import type { ReachPolicy } from './domain/reach.js';
import { ProveStaff, seatOf, type StaffCall } from './prove-staff.js';
import { ProveVisitor } from './prove-visitor.js';
import { RecentProofs } from './recent-proofs.js';

/** The rules behind the names of the contracts. Every answer that says no is the same for what does not exist and what is another's. */
@Injectable()
export class IdentityPolicies extends Policies {
  private readonly rules: Readonly<Record<PolicyName, (approach: Approach) => Promise<Principal>>> = {
    public: () => Promise.resolve({ kind: 'nobody' }),
    'seat.device': (approach) => this.visitors.run(seatIdOf(approach), approach.cookies.get('device'), 'device'),
    seat: (approach) => (approach.socket ? this.seatOnSocket(approach, approach.socket) : this.visitors.run(seatIdOf(approach), approach.cookies.get('device'), 'trust')),
    account: (approach) => this.staff.account(atDesk(approach)),
    staff: (approach) => this.staff.staff(atDesk(approach)),
    'clinic.settings': (approach) => this.staff.ofClinic(atDesk(approach), 'clinic.settings'),
    'session.see': (approach) => this.staff.staff(atDesk(approach)),
    'session.people': (approach) => this.ofSession(approach, 'session.people'),
    'session.records': (approach) => this.ofSession(approach, 'session.records'),
    'person.access': (approach) => this.ofPerson(approach, 'person.access'),
    'person.records': (approach) => this.ofPerson(approach, 'person.records'),
    'session.host': (approach) => (approach.socket ? this.hostOnSocket(approach, approach.socket) : this.staff.host({ ...atDesk(approach), place: 'room' }, sessionIdOf(approach))),
  };

  constructor(
    private readonly visitors: ProveVisitor,
    private readonly staff: ProveStaff,
    private readonly recent: RecentProofs,
  ) {
    super();
  }

  override async decide(approach: Approach): Promise<Principal> {
    return this.rules[approach.policy](approach);
  }

  private ofSession(approach: Approach, policy: ReachPolicy): Promise<Principal> {
    return this.staff.ofSession(atDesk(approach), policy, sessionIdOf(approach));
  }

  private ofPerson(approach: Approach, policy: ReachPolicy): Promise<Principal> {
    return this.staff.ofPerson(atDesk(approach), policy, { sessionId: sessionIdOf(approach), seatId: seatIdOf(approach) });
  }

  /** Host acts need the host seat and a sign-in that has not ended; an idle one will do, because the room is never locked. */
  private async hostOnSocket(approach: Approach, socket: SocketIdentity): Promise<Principal> {
    if (socket.as !== 'host') throw new DomainError('not_allowed');
    sessionIdOf(approach);
    return this.staff.hostOnSocket(socket);
  }

  private async seatOnSocket(approach: Approach, socket: SocketIdentity): Promise<SeatPrincipal> {
    seatIdOf(approach);
    return this.recent.get(socket, async () => (socket.as === 'host' ? seatOf(await this.staff.hostOnSocket(socket)) : this.visitors.onSocket(socket)));
  }
}

function atDesk(approach: Approach): StaffCall {
  // Idle pages stay idle whatever the room's socket does, so only a page moves the clock.
  return { secret: approach.cookies.get('staff'), place: 'desk', moved: approach.byPerson && !approach.socket };
}

function seatIdOf(approach: Approach): string {
  return idOf(approach.input, 'seatId', approach.policy === 'seat' || approach.policy === 'seat.device' ? approach.socket?.seatId : undefined);
}

function sessionIdOf(approach: Approach): string {
  return idOf(approach.input, 'sessionId', approach.socket?.sessionId);
}

/** The id that the call names. On a socket it can only be the one proven at the handshake. */
function idOf(input: unknown, field: 'seatId' | 'sessionId', proven: string | undefined): string {
  const named = typeof input === 'object' && input !== null ? (input as Record<string, unknown>)[field] : undefined;
  const id = named ?? proven;
  if (!isId(id) || (proven !== undefined && id !== proven)) throw new DomainError('not_found');
  return id;
}
