/**
 * The browser's door to the contracts: method, path and types, no schemas. The types are those of the schemas, so that a change of a
 * contract is a type error in the page that uses it.
 */
import type * as accounts from './accounts.js';
import type * as attendance from './attendance.js';
import type { CallInputOf, ErrorsOf, OutputOf } from './contract.js';
import type * as live from './live.js';
import { type paths } from './paths.js';
import type * as staff from './staff.js';
import type * as visit from './visit.js';
import type { z } from 'zod';

type All = typeof accounts & typeof attendance & typeof staff & typeof visit;

export type RouteName = keyof typeof paths;
export type RouteInput<Name extends RouteName> = Name extends keyof All ? CallInputOf<All[Name]> : never;
export type RouteOutput<Name extends RouteName> = Name extends keyof All ? OutputOf<All[Name]> : never;
export type RouteErrors<Name extends RouteName> = Name extends keyof All ? ErrorsOf<All[Name]> : never;

/** Events that the client sends, by their name on the wire. */
type EventContracts = {
  'seat.admit': typeof live.admitSeat;
  'seats.admit-expected': typeof live.admitExpected;
  'seat.hold': typeof live.holdSeat;
  'seat.back-to-lobby': typeof live.backToLobby;
  'seat.remove': typeof live.removeSeat;
  'seat.mute': typeof live.muteSeat;
  'help.see': typeof live.seeHelp;
  'session.end': typeof live.endSession;
  beat: typeof live.beat;
  'staff.snapshot': typeof live.staffSnapshot;
  'seat.snapshot': typeof live.seatSnapshot;
};
export type EventName = keyof EventContracts;
export type EventInput<Name extends EventName> = CallInputOf<EventContracts[Name]>;
export type EventOutput<Name extends EventName> = OutputOf<EventContracts[Name]>;
export type EventErrors<Name extends EventName> = ErrorsOf<EventContracts[Name]>;

export type PushName = keyof typeof live.pushes;
export type Push<Name extends PushName> = z.output<(typeof live.pushes)[Name]>;

export type Visit = RouteOutput<'getVisit'>;
export type GateAnswers = NonNullable<Visit['lastGate']>;
export type RoomPass = RouteOutput<'fetchRoomPass'>;
export type BlockCard = RouteOutput<'getToday'>['blocks'][number];
export type SessionPerson = RouteOutput<'getSessionPeople'>['people'][number];
export type Me = RouteOutput<'getMe'>;
export type LiveMinutes = RouteOutput<'getLiveMinutes'>;
export type Attendance = RouteOutput<'getAttendance'>;
export type StaffSnapshot = EventOutput<'staff.snapshot'>;
export type SeatSnapshot = EventOutput<'seat.snapshot'>;
export type RosterRow = StaffSnapshot['roster'][number];
export type PeerRow = SeatSnapshot['people'][number];

export { paths } from './paths.js';
