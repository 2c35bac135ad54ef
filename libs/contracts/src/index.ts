export * as accounts from './accounts.js';
export * as attendance from './attendance.js';
export type { CallInputOf, Contract, ErrorsOf, EventContract, InputOf, OutputOf, RouteContract } from './contract.js';
export { Instant, Locale, Phone, SeatId, SessionId } from './fields.js';
export * as live from './live.js';
export { paths, type RouteAddress } from './paths.js';
export { policyNames, type PolicyName } from './policy-names.js';
export * as staff from './staff.js';
export * as visit from './visit.js';
