import type { ClinicRole } from './words.js';

/** A role that somebody of the staff has, and how far it reaches: one cohort; else one program; else, with null on both, the whole clinic. */
export interface RoleScope {
  readonly role: ClinicRole;
  readonly programId: string | null;
  readonly cohortId: string | null;
}
