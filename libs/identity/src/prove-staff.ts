import { Clock, DomainError, type ClinicId, type PersonId, type RoleScope, type SeatId, type SessionId } from '#kernel';
import { Database, Keyring, type AccountPrincipal, type SeatPrincipal, type SocketIdentity, type StaffPrincipal } from '#platform';
import { Injectable } from '@nestjs/common';
import { answerTo, personAsOverseen, reachesClinic, sessionAsOverseen, type Overseen, type ReachPolicy } from './domain/reach.js';
import type { StaffStanding } from './domain/seat-facts.js';
import type { Place } from './domain/sign-in-limits.js';
import { SignIns, type SignIn } from './persistence/sign-ins.js';
import { SeatDirectory } from './seat-directory.js';

/** How a staff cookie comes: from which place, and whether a person caused the call. */
export interface StaffCall {
  readonly secret: string | undefined;
  readonly place: Place;
  readonly moved: boolean;
}

/** Says which staff member acts, and whether they reach what they name. */
@Injectable()
export class ProveStaff {
  constructor(
    private readonly database: Database,
    private readonly signIns: SignIns,
    private readonly seats: SeatDirectory,
    private readonly keys: Keyring,
    private readonly clock: Clock,
  ) {}

  /** A sign-in, with a clinic or none yet. Throws `not_signed_in`, `signed_out_idle`. */
  async account(call: StaffCall): Promise<AccountPrincipal> {
    const { userId, signInId } = await this.serving(call);
    return { kind: 'account', userId, signInId };
  }

  /** A sign-in with a clinic and any role there; one statement. Throws also `clinic_needed`, `not_allowed`. */
  async staff(call: StaffCall): Promise<StaffPrincipal> {
    const { signInId, clinicId, personId, scopes } = await this.serving(call);
    if (clinicId === null || personId === null) throw new DomainError('clinic_needed');
    return staffWith(scopes, { clinicId, personId, signInId });
  }

  /** Staff whom the policy lets act for the clinic as a whole. Throws `not_allowed` for others. */
  async ofClinic(call: StaffCall, policy: ReachPolicy): Promise<StaffPrincipal> {
    const principal = await this.staff(call);
    if (!reachesClinic(principal, policy)) throw new DomainError('not_allowed');
    return principal;
  }

  /**
   * Staff who reach this session by the policy. Throws `not_found` alike for a session that is unknown, foreign or out of reach, and
   * `not_allowed` to those who may know of it.
   */
  async ofSession(call: StaffCall, policy: ReachPolicy, sessionId: SessionId): Promise<StaffPrincipal> {
    const principal = await this.staff(call);
    const standing = await this.database.withPrincipalOnce(principal, () => this.seats.standingOf(sessionId, principal.personId));
    return admitted(principal, policy, standing, standing && sessionAsOverseen(standing.session, standing.seat?.role));
  }

  /** Staff who reach the person of this seat, of this session, by the policy. Throws as `ofSession` does. */
  async ofPerson(call: StaffCall, policy: ReachPolicy, at: { sessionId: SessionId; seatId: SeatId }): Promise<StaffPrincipal> {
    const principal = await this.staff(call);
    const standing = await this.database.withPrincipalOnce(principal, () => this.seats.personOf(at, principal.personId));
    return admitted(principal, policy, standing, standing && personAsOverseen(standing));
  }

  /** The host or co-facilitator of the session, with their seat. Throws also `not_allowed` for staff who may only look. */
  async host(call: StaffCall, sessionId: SessionId): Promise<LeadingPrincipal> {
    return leading(await this.ofSession(call, 'session.host', sessionId));
  }

  /** The host acting from one certain seat, as a socket said at its handshake. Throws `not_found` when the seat is not theirs. */
  async hostAt(call: StaffCall, sessionId: SessionId, seatId: SeatId): Promise<LeadingPrincipal> {
    const host = await this.host(call, sessionId);
    if (host.seatId !== seatId) throw new DomainError('not_found');
    return host;
  }

  /**
   * The host behind an open socket: by the sign-in that proved it and the seat, whatever the browser's cookie is by now, so that another
   * tab which switches clinics ends nothing here. Throws `not_signed_in` once the sign-in has ended, `not_allowed`, `not_found`.
   */
  async hostOnSocket(socket: SocketIdentity): Promise<LeadingPrincipal> {
    const { clinicId, personId, sessionId, seatId, holderId } = socket;
    const scopes = await this.signIns.scopesInRoom(holderId, { clinicId, personId }, this.clock.now());
    if (!scopes) throw new DomainError('not_signed_in');
    const principal = staffWith(scopes, { clinicId, personId, signInId: holderId });
    const standing = await this.database.withPrincipalOnce(principal, () => this.seats.standingOf(sessionId, personId));
    const host = leading(admitted(principal, 'session.host', standing, standing && sessionAsOverseen(standing.session, standing.seat?.role)));
    if (host.seatId !== seatId) throw new DomainError('not_found');
    return host;
  }

  private async serving({ secret, place, moved }: StaffCall): Promise<SignIn> {
    const found = await this.signIns.use(this.keys.kept('staff cookie', secret), place, moved);
    if (found.kind === 'serves') return found.signIn;
    throw new DomainError(found.kind === 'idle' ? 'signed_out_idle' : 'not_signed_in');
  }
}

type LeadingPrincipal = StaffPrincipal & { readonly seatId: SeatId; readonly sessionId: SessionId };

function staffWith(scopes: readonly RoleScope[], who: Pick<StaffPrincipal, 'clinicId' | 'personId' | 'signInId'>): StaffPrincipal {
  if (scopes.length === 0) throw new DomainError('not_allowed');
  return { kind: 'staff', ...who, scopes, roles: [...new Set(scopes.map(({ role }) => role))] };
}

function admitted(principal: StaffPrincipal, policy: ReachPolicy, standing: StaffStanding | undefined, object: Overseen | undefined): StaffPrincipal {
  const answer = answerTo(principal, policy, object);
  if (answer !== 'yes') throw new DomainError(answer);
  return { ...principal, ...(standing && { sessionId: standing.session.sessionId }), ...(standing?.seat && { seatId: standing.seat.seatId }) };
}

/** The policy `session.host` reaches by the seat alone, so there is one. */
function leading(host: StaffPrincipal): LeadingPrincipal {
  if (!host.seatId || !host.sessionId) throw new DomainError('not_found');
  return { ...host, seatId: host.seatId, sessionId: host.sessionId };
}

/** A host as one of the people in the room, for what every seat does. */
export function seatOf(host: { clinicId: ClinicId; personId: PersonId; seatId: SeatId; sessionId: SessionId }): SeatPrincipal {
  return { kind: 'seat', clinicId: host.clinicId, personId: host.personId, seatId: host.seatId, sessionId: host.sessionId };
}
