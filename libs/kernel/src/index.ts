export { atOnce } from './at-once.js';
export { Clock, SystemClock } from './clock.js';
export { DomainError, errorCodes, type ErrorCode } from './domain-error.js';
export { isId, type ClinicId, type Id, type PersonId, type RoomId, type SeatId, type SessionId } from './ids.js';
export { clip, intersect, isEmpty, length, merge, subtract, totalLength, type Interval } from './interval.js';
export { looksLike, nameKeysOf } from './name-look.js';
export { westernDigits } from './western-digits.js';
export type { RoleScope } from './role-scope.js';
export { within } from './within.js';
export { isZone } from './zone.js';
export {
  clinicRoles,
  gatePlaces,
  gateQuestions,
  groupRoles,
  helpKinds,
  holdMessages,
  hostRoles,
  isGroupRole,
  isHostRole,
  isStaffRole,
  locales,
  noteKinds,
  removalReasons,
  seatRoles,
  segmentKinds,
  sessionKinds,
  sessionStates,
  staffRoles,
  standingStates,
  stayStates,
  visitSteps,
  type ClinicRole,
  type GatePlace,
  type GateQuestion,
  type HelpKind,
  type HoldMessage,
  type Locale,
  type RemovalReason,
  type SeatRole,
  type SegmentKind,
  type SessionKind,
  type SessionState,
  type StandingState,
  type StayState,
  type VisitStep,
} from './words.js';
