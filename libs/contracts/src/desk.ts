import { seatRoles, segmentKinds, sessionStates, standingStates } from '#kernel';
import { z } from 'zod';
import { route } from './contract.js';
import { AnyId, bySession, Instant, nothing, SeatId, SessionId, Zone } from './fields.js';
import { deskPaths as paths } from './desk-paths.js';
import { SessionMay } from './may.js';
import { ofPatient } from './reads.js';
import { RoomPass } from './visit.js';

export const Segment = z.strictObject({
  segmentId: AnyId,
  kind: z.enum(segmentKinds),
  title: z.string(),
  from: Instant,
  to: Instant,
  counts: z.boolean(),
});

export const BlockCard = z.strictObject({
  sessionId: SessionId,
  cohort: z.string(),
  title: z.string(),
  zone: Zone,
  from: Instant,
  to: Instant,
  lobbyOpensAt: Instant,
  state: z.enum(sessionStates),
  hosts: z.array(z.string()),
  /** What the person who asks may do here. */
  may: SessionMay,
  /** How many stand where; null for who may not read the people. */
  people: z.strictObject({ expected: z.number().int(), waiting: z.number().int(), inRoom: z.number().int(), away: z.number().int() }).nullable(),
});

/** The sessions of the day in which one has a seat as staff, and those that one's roles reach. */
export const getToday = route(paths.getToday, { policy: 'session.see', input: nothing, output: z.strictObject({ zone: Zone, now: Instant, blocks: z.array(BlockCard) }), byPerson: false });

/** Where a person stands, in words of the desk. */
export const SeatState = z.enum(standingStates);

export const SessionPerson = ofPatient(z.strictObject({
  seatId: SeatId,
  role: z.enum(seatRoles),
  fullName: z.string(),
  shownName: z.string().nullable(),
  phone: z.string().nullable(),
  state: SeatState,
  since: Instant.nullable(),
  linkWorks: z.boolean(),
  /** How many browsers have opened the newest link. */
  linkDevices: z.number().int(),
}));

export const getSessionPeople = route(paths.getSessionPeople, {
  policy: 'session.people',
  input: bySession,
  output: z.strictObject({ block: BlockCard, people: z.array(SessionPerson) }),
  reads: 'people',
  byPerson: false,
});

const seatOfSession = z.strictObject({ sessionId: SessionId, seatId: SeatId });

/** The address is shown once, to be sent by the clinic's own means; only its hash is kept. The seat's older links die. */
export const makeLink = route(paths.makeLink, { policy: 'person.access', input: seatOfSession, output: z.strictObject({ address: z.url(), worksTo: Instant }), errors: ['not_found', 'session_ended'] });

/** The PIN is shown once. All trusted devices of the person are forgotten. */
export const resetPin = route(paths.resetPin, { policy: 'person.access', input: seatOfSession, output: z.strictObject({ pin: z.string() }), errors: ['not_found'] });

/** The asker's own host seat of this session, for the page that opens the room. */
export const takeHostSeat = route(paths.takeHostSeat, { policy: 'session.host', input: bySession, output: z.strictObject({ seatId: SeatId, block: BlockCard, segments: z.array(Segment) }), errors: ['session_ended', 'link_early'] });

export const fetchHostPass = route(paths.fetchHostPass, {
  policy: 'session.host',
  input: z.strictObject({ sessionId: SessionId, takeOver: z.boolean().default(false), tabId: AnyId.optional() }),
  output: RoomPass,
  byPerson: false,
  errors: ['session_ended', 'taken_over', 'link_early', 'unavailable'],
});
