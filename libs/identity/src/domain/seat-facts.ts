import { isGroupRole, type ClinicId, type PersonId, type SeatId, type SeatRole, type SessionId, type SessionState } from '#kernel';

/** What identity has to know of a session to decide about links, devices and staff. */
export interface SessionFacts {
  readonly sessionId: SessionId;
  readonly programId: string | null;
  readonly cohortId: string | null;
  readonly state: SessionState;
  readonly zone: string;
  readonly plannedFrom: Date;
  readonly plannedTo: Date;
  readonly lobbyOpensAt: Date;
  readonly endedAt: Date | null;
}

/** One seat and its session. */
export interface SeatFacts {
  readonly clinicId: ClinicId;
  readonly seatId: SeatId;
  readonly personId: PersonId;
  readonly role: SeatRole;
  /** Discharged, rescheduled away or taken out: the seat gives nothing any more. */
  readonly withdrawn: boolean;
  readonly session: SessionFacts;
}

/** A session as one staff member meets it. */
export interface StaffStanding {
  readonly session: Pick<SessionFacts, 'sessionId' | 'programId' | 'cohortId'>;
  /** The person's own seat in the session, withdrawn ones left out. */
  readonly seat: { readonly seatId: SeatId; readonly role: SeatRole } | undefined;
}

/** The person of a seat as one staff member meets them. */
export interface PersonStanding extends StaffStanding {
  /** Programs and cohorts in which the person is enrolled today. */
  readonly enrolledIn: { readonly programs: readonly string[]; readonly cohorts: readonly string[] };
  /** Whether the staff member is in the person's care team now. */
  readonly onCareTeam: boolean;
}

/** Whether this seat is one that comes by link and PIN; staff sit by their sign-in. */
export function comesByLink(role: SeatRole): boolean {
  return isGroupRole(role);
}
