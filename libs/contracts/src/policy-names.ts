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
