import type { ClinicId, PersonId, RoleScope, SeatId, SessionId } from '#kernel';

/** A person at one seat: a patient or guest with a trusted device, or a host acting in the room. */
export interface SeatPrincipal {
  readonly kind: 'seat';
  readonly clinicId: ClinicId;
  readonly personId: PersonId;
  readonly seatId: SeatId;
  readonly sessionId: SessionId;
  /** The browser by which a patient or guest acts; hosts act by their sign-in. */
  readonly deviceId?: string;
}

/** A staff member signed in to a clinic. */
export interface StaffPrincipal {
  readonly kind: 'staff';
  readonly clinicId: ClinicId;
  readonly personId: PersonId;
  /** Those of `scopes`, each once; row-level security asks them. */
  readonly roles: readonly string[];
  /** Every role with how far it reaches, as it was when the call came. */
  readonly scopes: readonly RoleScope[];
  readonly signInId: string;
  /** The seat acted from, when the policy found one (`session.host`). */
  readonly seatId?: SeatId;
  readonly sessionId?: SessionId;
}

/** Our own work for a clinic: lookups before there is a person, the keeper, the inbox, the demo. The reason goes to the audit. */
export interface SystemPrincipal {
  readonly kind: 'system';
  readonly clinicId: ClinicId;
  readonly reason: string;
}

/** Somebody of whom nothing is known yet; may touch no table. */
export interface NobodyPrincipal {
  readonly kind: 'nobody';
}

/** A staff account that has not chosen a clinic yet; may touch no table. */
export interface AccountPrincipal {
  readonly kind: 'account';
  readonly userId: string;
  readonly signInId: string;
}

export type Principal = SeatPrincipal | StaffPrincipal | SystemPrincipal | NobodyPrincipal | AccountPrincipal;
/** Those who belong to a clinic and so may reach its rows. */
export type ClinicPrincipal = SeatPrincipal | StaffPrincipal | SystemPrincipal;

export function systemPrincipal(clinicId: ClinicId, reason: string): SystemPrincipal {
  return { kind: 'system', clinicId, reason };
}

export function actorId(principal: ClinicPrincipal): string | null {
  return principal.kind === 'system' ? null : principal.personId;
}
