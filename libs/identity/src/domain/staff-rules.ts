import { isStaffRole } from '#kernel';
import { leads, type StaffStanding } from './seat-facts.js';

/** A role and how far it reaches; null on both sides is the whole clinic. */
export interface RoleScope {
  readonly role: string;
  readonly programId: string | null;
  readonly cohortId: string | null;
}

export type StaffPolicy = 'staff' | 'staff.clinician' | 'staff.desk';

/** Whether somebody with these roles may use what is open to all staff, to clinicians, or to the desk. No role, no access. Never throws. */
export function mayUse(policy: StaffPolicy, roles: readonly string[]): boolean {
  if (policy === 'staff.clinician') return roles.includes('clinician');
  if (policy === 'staff.desk') return roles.includes('coordinator') || roles.includes('admin');
  return roles.length > 0;
}

/**
 * Whether a staff member may see the people of a session: whoever has a seat in it, and coordinators, supervisors and administrators as
 * far as their role reaches. A clinician without a seat may not. Never throws.
 */
export function maySeePeople(standing: StaffStanding | undefined, scopes: readonly RoleScope[]): boolean {
  if (!standing || scopes.length === 0) return false;
  if (isStaffRole(standing.seat?.role)) return true;
  return scopes.some((scope) => overseeing.has(scope.role) && reaches(scope, standing.session));
}

/**
 * Whether a staff member acts as host here. `not_allowed` is told only to those who may know of the session; to others it does not exist.
 */
export function mayLead(standing: StaffStanding | undefined, scopes: readonly RoleScope[]): 'yes' | 'not_allowed' | 'not_found' {
  if (!maySeePeople(standing, scopes)) return 'not_found';
  return leads(standing?.seat?.role) ? 'yes' : 'not_allowed';
}

const overseeing = new Set(['coordinator', 'supervisor', 'admin']);

function reaches(scope: RoleScope, session: StaffStanding['session']): boolean {
  if (scope.cohortId !== null) return scope.cohortId === session.cohortId;
  return scope.programId === null || scope.programId === session.programId;
}
