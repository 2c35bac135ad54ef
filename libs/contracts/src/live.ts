import { holdMessages, removalReasons, sessionStates } from '#kernel';
import { z } from 'zod';
import { event, namespace } from './contract.js';
import { AnyId, Instant, nothing, SeatId } from './fields.js';
import { namespaceNames } from './namespaces.js';
import { ofPatient } from './reads.js';
import { RoomPass } from './visit.js';

/**
 * The live session over Socket.IO. A client gets a snapshot when it connects and asks for another when it misses a version; in between the
 * server pushes deltas. Both are made of topics by key (`live-topics.ts`), each stripped to its own schema for that audience; a page leaves
 * out the keys that it does not know. Staff and seats have each their own version.
 */
export const groupRoom = namespace(namespaceNames.groupRoom, {
  /** `tabId`: made by the page, the same as in its calls for a pass. */
  approach: z.strictObject({ as: z.enum(['seat', 'host']), seatId: SeatId, tabId: AnyId.optional() }),
  policies: { seat: 'seat', host: 'session.host' },
});

export const admitSeat = event('seat.admit', {
  policy: 'session.host',
  input: z.strictObject({ seatId: SeatId }),
  output: nothing,
  errors: ['not_waiting', 'no_host_inside', 'room_full', 'session_ended'],
});
/** Everybody who waits, was expected and of whom the gate raised no question. */
export const admitExpected = event('seats.admit-expected', { policy: 'session.host', input: nothing, output: z.strictObject({ admitted: z.number().int() }), errors: ['no_host_inside', 'room_full', 'session_ended'] });
export const holdSeat = event('seat.hold', { policy: 'session.host', input: z.strictObject({ seatId: SeatId, message: z.enum(holdMessages) }), output: nothing, errors: ['not_waiting'] });
export const backToLobby = event('seat.back-to-lobby', { policy: 'session.host', input: z.strictObject({ seatId: SeatId }), output: nothing, errors: ['not_in_room'] });
export const removalReason = z.enum(removalReasons);
export const removeSeat = event('seat.remove', {
  policy: 'session.host',
  input: z.strictObject({ seatId: SeatId, mayReturn: z.boolean(), reason: removalReason }),
  output: nothing,
  errors: ['not_in_room', 'not_allowed'],
});
/** Mutes a microphone in the SFU. There is no way to unmute from afar. */
export const muteSeat = event('seat.mute', { policy: 'session.host', input: z.strictObject({ seatId: SeatId }), output: nothing, errors: ['not_in_room', 'unavailable'] });
export const seeHelp = event('help.see', { policy: 'session.host', input: z.strictObject({ helpId: AnyId }), output: nothing, errors: ['not_found'] });
export const endSession = event('session.end', { policy: 'session.host', input: nothing, output: nothing, errors: ['session_ended'] });

/** An age in milliseconds by the page's own monotonic clock; a day is more than any session. */
const Age = z.number().int().min(0).max(86_400_000);
/** The last instant that a clock of JavaScript can show. */
const latestDateMs = 8_640_000_000_000_000;

/**
 * "I am here", every 2 s from each connected person. Stamped on arrival, never kept back or sent again.
 *
 * The media ages tell of packets that came from the SFU; they can only shorten or keep what LiveKit saw. `sentMs` is the page's wall
 * clock, and is only compared with the same page's other beats: a beat that the network held back must not count as new.
 */
export const beat = event('beat', {
  policy: 'seat',
  input: z.strictObject({
    /** LiveKit's own form; nothing else can be a connection. */
    participantSid: z.string().regex(/^PA_[0-9A-Za-z]{1,60}$/).nullable(),
    connection: z.enum(['connecting', 'connected', 'reconnecting', 'disconnected']),
    sentMs: z.number().int().min(0).max(latestDateMs),
    /** How long ago the present flow of packets began, or the last one while none come; a pause of more than 4 s ends a flow. */
    mediaForMs: Age.nullable(),
    /** How long the pause before the present flow was; null when it is the connection's first. */
    mediaPausedMs: Age.nullable(),
    /** The age of the last packet; null before the first. */
    mediaIdleMs: Age.nullable(),
    visible: z.boolean(),
    microphone: z.boolean(),
    camera: z.boolean(),
  }),
  output: nothing,
});

const LiveState = z.strictObject({
  state: z.enum(sessionStates),
  hostInside: z.boolean(),
  hostAwayName: z.string().nullable(),
  startsAt: Instant,
  endsAt: Instant,
  endedAt: Instant.nullable(),
});

/** Topics by key. What stands under one was stripped to its schema when it was read. */
const Topics = z.record(z.string(), z.unknown());
/** What staff hear is of patients, whatever topic a module adds. */
const StaffTopics = ofPatient(z.record(z.string(), z.unknown()));
const Version = z.number().int();

export const staffSnapshot = event('staff.snapshot', {
  policy: 'session.host',
  input: nothing,
  output: z.strictObject({ version: Version, now: Instant, session: LiveState, topics: StaffTopics }),
  reads: 'roster',
});
/**
 * `topics`: what those inside hear together; none while the seat is not inside. `own`: what concerns the seat alone, as of `ownVersion`,
 * which grows with every change of the session: of two things told of itself the one with the lower number is older, in whatever order
 * they arrive.
 */
export const seatSnapshot = event('seat.snapshot', {
  policy: 'seat',
  input: nothing,
  output: z.strictObject({ version: Version, now: Instant, session: LiveState, topics: Topics, ownVersion: Version, own: Topics }),
});

/** Brings whoever knows version `since`, or one between, to `version`. */
const delta = (topics: z.ZodType) => z.strictObject({ since: Version, version: Version, session: LiveState.optional(), topics });

/** What the server pushes, by event name. Not answered. */
export const pushes = {
  'staff.delta': delta(StaffTopics),
  'seats.delta': delta(Topics),
  /**
   * To one seat, also while it waits: what changed of its own, and the session. `version` as a snapshot's `ownVersion`. With a pass when it
   * was just admitted, or when the media server lost its rooms and they are made again: connect with it unless connected. The pass brings
   * along what those inside know, as of the version that the next `seats.delta` builds on, so that nothing need be asked while the page
   * connects.
   */
  'own.delta': z.strictObject({ version: Version, session: LiveState, own: Topics, pass: RoomPass.nullable(), inside: z.strictObject({ version: Version, topics: Topics }).nullable() }),
  /** To the sockets of every other tab and device when one took the seat over. They must not come back by themselves. */
  'seat.taken-over': nothing,
} as const;

/** The pushes that show patients' records to others: whoever opens a socket that hears one has read them. */
export const pushReads = { 'staff.delta': 'roster' } as const;

export * from './live-topics.js';
