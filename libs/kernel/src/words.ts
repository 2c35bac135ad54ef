/**
 * The closed sets of words that the contracts share with a context or a page: each stands here once, and schemas, types of rows and rules
 * are derived from it. What only one context uses stands in its own domain. A test compares them with the database's checks.
 */

/** Roles of staff in a clinic: what somebody is there for, whatever seats they have. */
export const clinicRoles = ['clinician', 'coordinator', 'supervisor', 'admin'] as const;
export type ClinicRole = (typeof clinicRoles)[number];

/** Seats of those who lead a session: they admit, hold and remove. */
export const hostRoles = ['host', 'co_facilitator'] as const;
/** Seats of staff in the room; an observer only looks on. */
export const staffRoles = [...hostRoles, 'observer'] as const;
/** Seats of the group itself; their people come by link. */
export const groupRoles = ['patient', 'guest'] as const;
export const seatRoles = [...groupRoles, ...staffRoles] as const;
export type SeatRole = (typeof seatRoles)[number];

export function isHostRole(role: SeatRole | undefined): boolean {
  return isOneOf(hostRoles, role);
}

export function isStaffRole(role: SeatRole | undefined): boolean {
  return isOneOf(staffRoles, role);
}

export function isGroupRole(role: SeatRole | undefined): boolean {
  return isOneOf(groupRoles, role);
}

/** How far the life of a session has gone. Open is a time and no state: the lobby opens at its minute. */
export const sessionStates = ['planned', 'live', 'ended'] as const;
export type SessionState = (typeof sessionStates)[number];

/** What people join: a block of segments, or an appointment. */
export const sessionKinds = ['block', 'individual', 'family', 'psychiatric', 'intake'] as const;
export type SessionKind = (typeof sessionKinds)[number];

export const segmentKinds = ['check_in', 'process', 'skills', 'education', 'break', 'wrap_up', 'visit'] as const;
export type SegmentKind = (typeof segmentKinds)[number];

/** What one stay of a seat goes through, from coming to having left. */
export const stayStates = ['checking', 'waiting', 'held', 'admitted', 'in', 'dropped', 'left'] as const;
export type StayState = (typeof stayStates)[number];
/** Where a seat stands, as staff see it: not come yet, in a stay, or removed. */
export const standingStates = ['expected', ...stayStates, 'removed'] as const;
export type StandingState = (typeof standingStates)[number];

/** Pages of a visit. */
export const visitSteps = ['pin', 'name', 'gate', 'agreement', 'lobby', 'room', 'left', 'removed', 'ended', 'driving', 'declined'] as const;
export type VisitStep = (typeof visitSteps)[number];

/** Sentences by which a host asks somebody in the lobby for patience. */
export const holdMessages = ['soon', 'after_this_part', 'call_us'] as const;
export type HoldMessage = (typeof holdMessages)[number];

/** What a person may write to staff about. */
export const noteKinds = ['minutes_wrong', 'technical', 'call_me'] as const;
/** All that lies before staff as a request; `talk` is the Help button, `declined` a no to the group's rules. */
export const helpKinds = ['talk', ...noteKinds, 'declined'] as const;
export type HelpKind = (typeof helpKinds)[number];

export const removalReasons = ['disruptive', 'not_safe', 'not_private', 'wrong_person', 'other'] as const;
export type RemovalReason = (typeof removalReasons)[number];

/** Where a person is, as they say at the safety gate. */
export const gatePlaces = ['home', 'work', 'vehicle', 'elsewhere'] as const;
export type GatePlace = (typeof gatePlaces)[number];
/** What the gate's answers ask a host to look at before admitting. */
export const gateQuestions = ['out_of_state', 'not_alone', 'in_vehicle', 'driving', 'elsewhere'] as const;
export type GateQuestion = (typeof gateQuestions)[number];

export const locales = ['en', 'es'] as const;
export type Locale = (typeof locales)[number];

function isOneOf(words: readonly string[], word: string | undefined): boolean {
  return word !== undefined && words.includes(word);
}
