import { gateQuestions, helpKinds, holdMessages, removalReasons, seatRoles, sessionStates } from '#kernel';
import { z } from 'zod';
import { event } from './contract.js';
import { AnyId, Instant, nothing, SeatId } from './fields.js';
import { SeatState } from './desk.js';
import { ofPatient } from './reads.js';
import { GateAnswers, RoomPass } from './visit.js';

/**
 * The live session over Socket.IO, namespace `/group-room`. A client gets a snapshot when it connects and asks for another when it
 * misses a version; what the server pushes in between are deltas of whole rows. Staff and seats have each their own schema and version.
 */
export const liveNamespace = '/group-room';

/** Sent by the client when it connects. The cookie proves it. `tabId`: made by the page, the same as in its calls for a pass. */
export const SocketApproach = z.strictObject({ as: z.enum(['seat', 'host']), seatId: SeatId, tabId: AnyId.optional() });

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

/** One person as the staff see them. */
export const RosterRow = ofPatient(z.strictObject({
  seatId: SeatId,
  role: z.enum(seatRoles),
  fullName: z.string(),
  shownName: z.string().nullable(),
  state: SeatState,
  since: Instant.nullable(),
  hold: z.enum(holdMessages).nullable(),
  /** What the gate asks the host to look at; empty when nothing. */
  pleaseCheck: z.array(z.enum(gateQuestions)),
  gate: GateAnswers.nullable(),
  agreed: z.boolean(),
  linkDead: z.boolean(),
  /** The latest one; `declined` is made by us when a person does not agree to the group's rules. */
  help: z
    .strictObject({
      helpId: AnyId,
      kind: z.enum(helpKinds),
      askedAt: Instant,
      seenAt: Instant.nullable(),
      seenBy: z.string().nullable(),
    })
    .nullable(),
  mayReturn: z.boolean().nullable(),
  background: z.boolean(),
  /** In the room, and taking a short break: nothing comes from them, and that is no fault. */
  onBreak: z.boolean(),
  /** Not in the room yet, and no page of theirs is open: since when. */
  pageGoneAt: Instant.nullable(),
}));

/**
 * One person as the others in the room see them: a chosen name, whether they are staff, and whether they are in, on their way in
 * (`admitted`) or gone without a word (`dropped`), and since when.
 */
export const PeerRow = z.strictObject({ seatId: SeatId, shownName: z.string(), staff: z.boolean(), state: z.enum(['admitted', 'in', 'dropped']), since: Instant });

export const LiveState = z.strictObject({
  state: z.enum(sessionStates),
  hostInside: z.boolean(),
  hostAwayName: z.string().nullable(),
  startsAt: Instant,
  endsAt: Instant,
  endedAt: Instant.nullable(),
});

export const StaffSnapshot = z.strictObject({ version: z.number().int(), now: Instant, session: LiveState, roster: z.array(RosterRow) });
/**
 * What one seat gets: its own standing, and the people in the room only while it is in the room itself. `version` grows with every change
 * of the session: of two standings the one with the lower number is older, in whatever order they arrive.
 */
export const OwnStanding = z.strictObject({
  version: z.number().int(),
  step: z.enum(['checking', 'lobby', 'room', 'left', 'removed', 'ended']),
  hold: z.enum(holdMessages).nullable(),
  waitingSince: Instant.nullable(),
  mayReturn: z.boolean().nullable(),
  help: z.strictObject({ askedAt: Instant, seenBy: z.string().nullable() }).nullable(),
});
const Inside = z.strictObject({ version: z.number().int(), people: z.array(PeerRow) });
export const SeatSnapshot = z.strictObject({ version: z.number().int(), now: Instant, session: LiveState, own: OwnStanding, people: z.array(PeerRow) });

export const staffSnapshot = event('staff.snapshot', { policy: 'session.host', input: nothing, output: StaffSnapshot, reads: 'roster' });
export const seatSnapshot = event('seat.snapshot', { policy: 'seat', input: nothing, output: SeatSnapshot });

/** A delta brings whoever knows version `since`, or one between, to `version`. */
const step = { since: z.number().int(), version: z.number().int() };

/** What the server pushes, by event name. Not answered. */
export const pushes = {
  /** To staff: rows that changed, whole, and seats that were taken back. */
  'staff.delta': z.strictObject({ ...step, session: LiveState.optional(), rows: z.array(RosterRow), gone: z.array(SeatId) }),
  /** To all admitted seats: who is in the room now. */
  'seats.delta': z.strictObject({ ...step, session: LiveState.optional(), people: z.array(PeerRow), gone: z.array(SeatId) }),
  /**
   * To one seat, also while it waits: its own standing and the session's. With a pass when it was just admitted, or when the media
   * server lost its rooms and they are made again: connect with it unless connected. The pass brings along who is inside, as of the
   * version that the next `seats.delta` builds on, so that nothing need be asked while the page connects.
   */
  'seat.standing': z.strictObject({ own: OwnStanding, session: LiveState, pass: RoomPass.nullable(), inside: Inside.nullable() }),
  /** To the sockets of every other tab and device when one took the seat over. They must not come back by themselves. */
  'seat.taken-over': nothing,
} as const;

/** The pushes that show patients' records to others: whoever opens a socket that hears one has read them. */
export const pushReads = { 'staff.delta': 'roster' } as const;
