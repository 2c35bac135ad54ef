import { Clock, DomainError, type ClinicId, type PersonId, type SeatId, type SessionId } from '#kernel';
import { Keyring, withPrincipal, type AccountPrincipal, type SeatPrincipal, type SocketIdentity, type StaffPrincipal } from '#platform';
import { Injectable } from '@nestjs/common';
import type { Place } from './domain/sign-in-limits.js';
import { maySeePeople, mayLead, mayUse, type StaffPolicy } from './domain/staff-rules.js';
import { roleScopesOf } from './persistence/role-scopes.js';
import { rolesInRoom, useSignIn, type SignIn } from './persistence/sign-ins.js';
import { SeatDirectory } from './seat-directory.js';

/** How a staff cookie comes: from which place, and whether a person caused the call. */
export interface StaffCall {
  readonly secret: string | undefined;
  readonly place: Place;
  readonly moved: boolean;
}

/** Says which staff member acts, and what they are in a session. */
@Injectable()
export class ProveStaff {
  constructor(
    private readonly seats: SeatDirectory,
    private readonly keys: Keyring,
    private readonly clock: Clock,
  ) {}

  /** A sign-in, with a clinic or none yet. Throws `not_signed_in`, `signed_out_idle`. */
  async account(call: StaffCall): Promise<AccountPrincipal> {
    const { userId, signInId } = await this.serving(call);
    return { kind: 'account', userId, signInId };
  }

  /** A sign-in with a clinic and a fitting role; one statement. Throws also `clinic_needed`, `not_allowed`. */
  async staff(call: StaffCall, policy: StaffPolicy): Promise<StaffPrincipal> {
    const { signInId, clinicId, personId, roles } = await this.serving(call);
    if (clinicId === null || personId === null) throw new DomainError('clinic_needed');
    if (!mayUse(policy, roles)) throw new DomainError('not_allowed');
    return { kind: 'staff', clinicId, personId, roles, signInId };
  }

  /** Staff who may see the people of the session. Throws `not_found` alike for a session that is unknown, foreign or not theirs. */
  async ofSession(call: StaffCall, sessionId: SessionId): Promise<StaffPrincipal> {
    const principal = await this.staff(call, 'staff');
    const { standing, scopes } = await this.standing(principal, sessionId);
    if (!standing || !maySeePeople(standing, scopes)) throw new DomainError('not_found');
    return { ...principal, sessionId, ...(standing.seat && { seatId: standing.seat.seatId }) };
  }

  /** The host or co-facilitator of the session, with their seat. Throws also `not_allowed` for staff who may only look. */
  async host(call: StaffCall, sessionId: SessionId): Promise<StaffPrincipal & { seatId: SeatId; sessionId: SessionId }> {
    return this.leading(await this.staff(call, 'staff'), sessionId);
  }

  /** The host acting from one certain seat, as a socket said at its handshake. Throws `not_found` when the seat is not theirs. */
  async hostAt(call: StaffCall, sessionId: SessionId, seatId: SeatId): Promise<StaffPrincipal & { seatId: SeatId; sessionId: SessionId }> {
    const host = await this.host(call, sessionId);
    if (host.seatId !== seatId) throw new DomainError('not_found');
    return host;
  }

  /**
   * The host behind an open socket: by the sign-in that proved it and the seat, whatever the browser's cookie is by now, so that another
   * tab which switches clinics ends nothing here. Throws `not_signed_in` once the sign-in has ended, `not_allowed`, `not_found`.
   */
  async hostOnSocket(socket: SocketIdentity): Promise<StaffPrincipal & { seatId: SeatId; sessionId: SessionId }> {
    const { clinicId, personId, sessionId, seatId, holderId } = socket;
    const roles = await rolesInRoom(holderId, { clinicId, personId }, this.clock.now());
    if (!roles) throw new DomainError('not_signed_in');
    if (!mayUse('staff', roles)) throw new DomainError('not_allowed');
    const host = await this.leading({ kind: 'staff', clinicId, personId, roles, signInId: holderId }, sessionId);
    if (host.seatId !== seatId) throw new DomainError('not_found');
    return host;
  }

  private async leading(principal: StaffPrincipal, sessionId: SessionId): Promise<StaffPrincipal & { seatId: SeatId; sessionId: SessionId }> {
    const { standing, scopes } = await this.standing(principal, sessionId);
    const answer = mayLead(standing, scopes);
    if (answer !== 'yes' || !standing?.seat) throw new DomainError(answer === 'yes' ? 'not_found' : answer);
    return { ...principal, sessionId, seatId: standing.seat.seatId };
  }

  private async serving({ secret, place, moved }: StaffCall): Promise<SignIn> {
    const found = await useSignIn(this.keys.kept('staff cookie', secret), place, moved);
    if (found.kind === 'serves') return found.signIn;
    throw new DomainError(found.kind === 'idle' ? 'signed_out_idle' : 'not_signed_in');
  }

  private async standing(principal: StaffPrincipal, sessionId: SessionId) {
    return withPrincipal(principal, async () => {
      // Both at once: they travel together.
      const [standing, scopes] = await Promise.all([this.seats.standingOf(sessionId, principal.personId), roleScopesOf(principal.personId)]);
      return { standing, scopes };
    });
  }
}

/** A host as one of the people in the room, for what every seat does. */
export function seatOf(host: { clinicId: ClinicId; personId: PersonId; seatId: SeatId; sessionId: SessionId }): SeatPrincipal {
  return { kind: 'seat', clinicId: host.clinicId, personId: host.personId, seatId: host.seatId, sessionId: host.sessionId };
}
