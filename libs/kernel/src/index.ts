export { atOnce } from './at-once.js';
export { Clock, SystemClock } from './clock.js';
export { DomainError, errorCodes, type ErrorCode } from './domain-error.js';
export { isId, type ClinicId, type Id, type PersonId, type RoomId, type SeatId, type SessionId } from './ids.js';
export { clip, intersect, isEmpty, length, merge, subtract, totalLength, type Interval } from './interval.js';
export { westernDigits } from './western-digits.js';
export { within } from './within.js';
