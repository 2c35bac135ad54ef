/**
 * The browser's door to the contracts: method, path and types, no schemas. The types are those of the schemas, so that a change of a
 * contract is a type error in the page that uses it.
 */
import type * as account from './account.js';
import type { CallInputOf, ErrorsOf, OutputOf } from './contract.js';
import type * as desk from './desk.js';
import type * as live from './live.js';
import type * as records from './records.js';
import type * as settings from './settings.js';
import type { DeltaOf, OwnOf, SharedAudience, SnapshotOf } from './topic.js';
import type * as visit from './visit.js';
import type { z } from 'zod';
import type { accountPaths } from './account-paths.js';
import type { deskPaths } from './desk-paths.js';
import type { recordsPaths } from './records-paths.js';
import type { settingsPaths } from './settings-paths.js';
import type { visitPaths } from './visit-paths.js';

type All = typeof account & typeof desk & typeof records & typeof settings & typeof visit;

/** Routes of a patient's page. */
export type VisitRoute = keyof typeof visitPaths;
/** Routes of the pages of staff. */
export type StaffRoute = keyof typeof accountPaths | keyof typeof deskPaths | keyof typeof recordsPaths | keyof typeof settingsPaths;
export type RouteName = VisitRoute | StaffRoute;
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
export type EventErrors<Name extends EventName> = ErrorsOf<EventContracts[Name]>;
export type EventOutput<Name extends EventName> = Name extends 'staff.snapshot' ? StaffSnapshot : Name extends 'seat.snapshot' ? SeatSnapshot : OutputOf<EventContracts[Name]>;

/** Topics of the live session, by their key. */
type LiveTopics = { roster: typeof live.roster; peers: typeof live.peers; standing: typeof live.standing; help: typeof live.help };
type KeysOf<Part extends SharedAudience | 'own'> = { [Key in keyof LiveTopics]: LiveTopics[Key] extends Record<Part, unknown> ? Key : never }[keyof LiveTopics];

/** What an audience knows of each topic that it hears of. */
export type Snapshots<Audience extends SharedAudience> = { [Key in KeysOf<Audience>]: SnapshotOf<LiveTopics[Key], Audience> };
/** What an audience hears of a change of each topic. */
export type Deltas<Audience extends SharedAudience> = { [Key in KeysOf<Audience>]: DeltaOf<LiveTopics[Key], Audience> };
/** What a seat knows of itself. */
export type Own = { [Key in KeysOf<'own'>]: OwnOf<LiveTopics[Key]> };

export type StaffSnapshot = Omit<OutputOf<typeof live.staffSnapshot>, 'topics'> & { topics: Snapshots<'staff'> };
/** `topics` stand there while the seat is inside. */
export type SeatSnapshot = Omit<OutputOf<typeof live.seatSnapshot>, 'topics' | 'own'> & { topics: Partial<Snapshots<'seats'>>; own: Own };

type Pushes = { [Name in keyof typeof live.pushes]: z.output<(typeof live.pushes)[Name]> };
type SharedDelta<Audience extends SharedAudience> = Omit<Pushes['staff.delta'], 'topics'> & { topics: Partial<Deltas<Audience>> };
type OwnDelta = Omit<Pushes['own.delta'], 'own' | 'inside'> & { own: Partial<Own>; inside: { version: number; topics: Snapshots<'seats'> } | null };

export type PushName = keyof Pushes;
export type Push<Name extends PushName> = Name extends 'staff.delta' ? SharedDelta<'staff'> : Name extends 'seats.delta' ? SharedDelta<'seats'> : Name extends 'own.delta' ? OwnDelta : Pushes[Name];

export type Visit = RouteOutput<'getVisit'>;
export type GateAnswers = NonNullable<Visit['lastGate']>;
export type RoomPass = RouteOutput<'fetchRoomPass'>;
export type MediaWishes = NonNullable<Visit['wishes']>;
export type BlockCard = RouteOutput<'getToday'>['blocks'][number];
export type SessionPerson = RouteOutput<'getSessionPeople'>['people'][number];
export type Me = RouteOutput<'getMe'>;
export type LiveMinutes = RouteOutput<'getLiveMinutes'>;
export type Attendance = RouteOutput<'getAttendance'>;
export type RosterRow = Snapshots<'staff'>['roster'][number];
export type HelpRow = Snapshots<'staff'>['help'][number];
export type PeerRow = Snapshots<'seats'>['peers'][number];

// Each page carries its own lists: nothing of the staff's is in a patient's page.
export { accountPaths } from './account-paths.js';
export { deskPaths } from './desk-paths.js';
export { namespaceNames } from './namespaces.js';
export { addressOf, hasBody, type Method, type RoutePath } from './paths.js';
export { recordsPaths } from './records-paths.js';
export { settingsPaths } from './settings-paths.js';
export type { SharedAudience } from './topic.js';
export { visitPaths } from './visit-paths.js';
