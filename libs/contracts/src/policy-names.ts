import type { ErrorCode } from '#kernel';

/**
 * Who may use a contract. The rules behind the names live in identity and do not ship to the browser.
 *
 * - `public`: anybody; the handler itself decides by what is sent (a link's token, a password, a signature).
 * - `seat.device`: a device that has opened a link of this seat; proves nothing else yet (PIN still to come).
 * - `seat`: the trusted device of the person of this seat.
 * - `account`: a sign-in, before a clinic is chosen.
 * - `staff`: a sign-in with a clinic. `staff.clinician`, `staff.desk` (coordinator or admin) narrow it by role.
 * - `session.staff`: staff who may see the people of this session: its hosts, coordinators, supervisors, admins.
 * - `session.host`: the host or co-facilitator seat of this session, acting from a live socket or sign-in.
 */
export const policyNames = ['public', 'seat.device', 'seat', 'account', 'staff', 'staff.clinician', 'staff.desk', 'session.staff', 'session.host'] as const;

export type PolicyName = (typeof policyNames)[number];

/** Those that a socket can pass when it connects. */
export type DoorPolicy = Extract<PolicyName, 'seat' | 'session.host'>;

const signedIn = ['not_signed_in', 'signed_out_idle', 'clinic_needed', 'not_allowed'] as const;

/** How each policy may refuse, beside the errors that a contract declares itself. */
export const policyRefusals = {
  public: [],
  'seat.device': ['not_found'],
  seat: ['not_found', 'pin_needed'],
  account: ['not_signed_in', 'signed_out_idle'],
  staff: signedIn,
  'staff.clinician': signedIn,
  'staff.desk': signedIn,
  'session.staff': [...signedIn, 'not_found'],
  'session.host': [...signedIn, 'not_found'],
} as const satisfies Record<PolicyName, readonly ErrorCode[]>;

/** Refusals that any call may meet before its handler, or when a part of ours is away; no contract declares them. */
export const alwaysPossible = ['bad_input', 'foreign_origin', 'too_large', 'too_many_tries', 'unavailable', 'internal'] as const satisfies readonly ErrorCode[];
