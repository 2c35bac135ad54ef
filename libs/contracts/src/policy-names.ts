import type { ErrorCode } from '#kernel';

/**
 * Who may use a contract. The rules behind the names live in identity and do not ship to the browser.
 *
 * - `public`: anybody; the handler itself decides by what is sent (a link's token, a password, a signature).
 * - `seat.device`: a device that has opened a link of this seat; proves nothing else yet (PIN still to come).
 * - `seat`: the trusted device of the person of this seat.
 * - `account`: a sign-in, before a clinic is chosen.
 * - `staff`: a sign-in with a clinic and any role there; for what is one's own.
 * - `clinic.settings`: administrators of the whole clinic, who set what holds there.
 * - `session.see`: staff who may know of a session: when, who leads, which cohort.
 * - `session.people`: staff who may read who its people are and where they stand.
 * - `session.records`: staff who may read the attendance of all its people.
 * - `session.host`: the host or co-facilitator seat of this session, acting from a live socket or sign-in.
 * - `person.access`: staff who may give a person a new way in to a session: links and PINs.
 * - `person.records`: staff who may read what is recorded of one person in a session.
 */
export const policyNames = [
  'public', 'seat.device', 'seat', 'account', 'staff', 'clinic.settings', 'session.see', 'session.people', 'session.records', 'session.host', 'person.access', 'person.records',
] as const;

export type PolicyName = (typeof policyNames)[number];

/** Those that a socket can pass when it connects. */
export type DoorPolicy = Extract<PolicyName, 'seat' | 'session.host'>;

/** A kind of object that a policy reaches; of a `person` only what belongs to one of their seats. */
export type ReachedKind = 'clinic' | 'session' | 'person';

/**
 * What each policy reaches, and the field of a contract's input that holds the object's id. `rows`: no field, because the answer is a list,
 * of which a caller gets the rows that the same policy would let them have one by one. A live socket names its session and seat at the
 * handshake, so its events need no field.
 */
export const policyReach = {
  public: { kind: 'clinic', by: null },
  'seat.device': { kind: 'person', by: 'seatId' },
  seat: { kind: 'person', by: 'seatId' },
  account: { kind: 'clinic', by: null },
  staff: { kind: 'clinic', by: null },
  'clinic.settings': { kind: 'clinic', by: null },
  'session.see': { kind: 'session', by: 'rows' },
  'session.people': { kind: 'session', by: 'sessionId' },
  'session.records': { kind: 'session', by: 'sessionId' },
  'session.host': { kind: 'session', by: 'sessionId' },
  'person.access': { kind: 'person', by: 'seatId' },
  'person.records': { kind: 'person', by: 'seatId' },
} as const satisfies Record<PolicyName, { readonly kind: ReachedKind; readonly by: 'sessionId' | 'seatId' | 'rows' | null }>;

const signedIn = ['not_signed_in', 'signed_out_idle', 'clinic_needed', 'not_allowed'] as const;
const reaching = [...signedIn, 'not_found'] as const;

/** How each policy may refuse, beside the errors that a contract declares itself. */
export const policyRefusals = {
  public: [],
  'seat.device': ['not_found'],
  seat: ['not_found', 'pin_needed'],
  account: ['not_signed_in', 'signed_out_idle'],
  staff: signedIn,
  'clinic.settings': signedIn,
  'session.see': signedIn,
  'session.people': reaching,
  'session.records': reaching,
  'session.host': reaching,
  'person.access': reaching,
  'person.records': reaching,
} as const satisfies Record<PolicyName, readonly ErrorCode[]>;

/** Refusals that any call may meet before its handler, or when a part of ours is away; no contract declares them. */
export const alwaysPossible = ['bad_input', 'foreign_origin', 'too_large', 'too_many_tries', 'unavailable', 'internal'] as const satisfies readonly ErrorCode[];
