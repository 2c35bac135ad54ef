import { hostRoles, staffRoles, type ClinicRole, type PersonId, type RoleScope, type SeatRole } from '#kernel';
import type { PersonStanding, SessionFacts } from './seat-facts.js';

/** Whom a policy lets in: by role as far as its scope goes, by a seat of one's own, by the care team. One of them is enough. */
interface Terms {
  /** Roles that reach what lies within their scope. */
  readonly roles: readonly ClinicRole[];
  /** Seats that reach their session, and in it its people, whatever the person's role. */
  readonly seats: readonly SeatRole[];
  /** Whether clinicians reach the patients in whose care team they are. */
  readonly careTeam: boolean;
}

/** The table of who reaches what. The README of this lib holds it for readers, and a test compares the two. */
export const reachTerms = {
  'clinic.settings': { roles: ['admin'], seats: [], careTeam: false },
  'session.see': { roles: ['coordinator', 'supervisor', 'admin'], seats: staffRoles, careTeam: false },
  'session.people': { roles: ['coordinator', 'supervisor'], seats: staffRoles, careTeam: false },
  'session.records': { roles: ['coordinator', 'supervisor'], seats: staffRoles, careTeam: false },
  'session.host': { roles: [], seats: hostRoles, careTeam: false },
  'person.access': { roles: ['coordinator'], seats: hostRoles, careTeam: true },
  'person.records': { roles: ['coordinator', 'supervisor'], seats: staffRoles, careTeam: true },
} as const satisfies Record<string, Terms>;

export type ReachPolicy = keyof typeof reachTerms;
export const reachPolicies = Object.keys(reachTerms) as ReachPolicy[];

/** Somebody of the staff. No scope, no access. */
export interface Overseer {
  readonly personId: PersonId;
  readonly scopes: readonly RoleScope[];
}

/** How far somebody goes by one policy, as data, so that single rows and lists are decided by the same. */
export interface Reach {
  readonly personId: PersonId;
  readonly clinic: boolean;
  /** Ids of whole programs, and of cohorts without the rest of their program. */
  readonly programs: readonly string[];
  readonly cohorts: readonly string[];
  /** Own seats that reach; empty for who has no role any more. */
  readonly seats: readonly SeatRole[];
  readonly careTeam: boolean;
}

/** Where an object stands: a session in its cohort and program; a person in those of the session and of their enrolments. */
export interface Overseen {
  readonly programs: readonly string[];
  readonly cohorts: readonly string[];
  /** The asker's own seat in the session, withdrawn ones left out. */
  readonly ownSeat: SeatRole | undefined;
  /** Whether the asker is in the person's care team; false for what is no person. */
  readonly onCareTeam: boolean;
}

/** `ownSeat`: the role of the asker's seat in it. Never throws. */
export function sessionAsOverseen({ programId, cohortId }: Pick<SessionFacts, 'programId' | 'cohortId'>, ownSeat: SeatRole | undefined): Overseen {
  return { programs: present(programId), cohorts: present(cohortId), ownSeat, onCareTeam: false };
}

/** A person at a seat is reached through the session of that seat, and through where they are enrolled. Never throws. */
export function personAsOverseen(person: PersonStanding): Overseen {
  const session = sessionAsOverseen(person.session, person.seat?.role);
  const { programs, cohorts } = person.enrolledIn;
  return { ...session, programs: [...session.programs, ...programs], cohorts: [...session.cohorts, ...cohorts], onCareTeam: person.onCareTeam };
}

function present(id: string | null): string[] {
  return id === null ? [] : [id];
}

/** Never throws. */
export function reachOf({ personId, scopes }: Overseer, policy: ReachPolicy): Reach {
  const { roles, seats, careTeam }: Terms = reachTerms[policy];
  const reaching = scopes.filter(({ role }) => roles.includes(role));
  return {
    personId,
    clinic: reaching.some(({ programId, cohortId }) => programId === null && cohortId === null),
    programs: reaching.flatMap(({ programId, cohortId }) => (programId !== null && cohortId === null ? [programId] : [])),
    cohorts: reaching.flatMap(({ cohortId }) => (cohortId === null ? [] : [cohortId])),
    seats: scopes.length > 0 ? seats : [],
    careTeam: careTeam && scopes.some(({ role }) => role === 'clinician'),
  };
}

/** Whether somebody reaches an object by a policy. For lists the same `reachOf` becomes a condition of SQL. Never throws. */
export function oversees(who: Overseer, policy: ReachPolicy, object: Overseen): boolean {
  const reach = reachOf(who, policy);
  return (
    reach.clinic ||
    reach.programs.some((id) => object.programs.includes(id)) ||
    reach.cohorts.some((id) => object.cohorts.includes(id)) ||
    (object.ownSeat !== undefined && reach.seats.includes(object.ownSeat)) ||
    (reach.careTeam && object.onCareTeam)
  );
}

/**
 * What somebody gets who asks for one object. `not_allowed` is told only to those who may know of it; to others it does not exist, like
 * an object that is not there (`undefined`). Never throws.
 */
export function answerTo(who: Overseer, policy: ReachPolicy, object: Overseen | undefined): 'yes' | 'not_allowed' | 'not_found' {
  if (object && oversees(who, policy, object)) return 'yes';
  return object && oversees(who, 'session.see', object) ? 'not_allowed' : 'not_found';
}

/** Whether a policy lets somebody act for the clinic as a whole: a scope of less is not enough. Never throws. */
export function reachesClinic(who: Overseer, policy: ReachPolicy): boolean {
  return reachOf(who, policy).clinic;
}

/** Whether somebody reaches more by a policy than the sessions in which they have a seat, and their care teams. Never throws. */
export function reachesOthers(who: Overseer, policy: ReachPolicy): boolean {
  const { clinic, programs, cohorts } = reachOf(who, policy);
  return clinic || programs.length > 0 || cohorts.length > 0;
}
