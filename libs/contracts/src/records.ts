import { seatRoles } from '#kernel';
import { z } from 'zod';
import { route } from './contract.js';
import { AnyId, bySession, Instant, SeatId, SessionId, Zone } from './fields.js';
import { recordsPaths as paths } from './records-paths.js';
import { Segment } from './desk.js';
import { ofPatient } from './reads.js';

/** A piece of a drawn strip, in whole seconds from the block's planned start. */
export const StripPiece = z.strictObject({ kind: z.enum(['in', 'gap', 'break', 'late', 'out']), from: z.number().int(), to: z.number().int() });

export const LiveMinutes = z.strictObject({
  now: Instant,
  /** Length of a full strip, seconds. */
  length: z.number().int(),
  people: z.array(ofPatient(z.strictObject({ seatId: SeatId, directMinutes: z.number().int(), strip: z.array(StripPiece) }))),
});

export const getLiveMinutes = route(paths.getLiveMinutes, { policy: 'session.host', input: bySession, output: LiveMinutes, byPerson: false, reads: 'minutes' });

/** One end of a stretch of presence, and how sure we are of it. `evidence` are row ids to be looked at with `getEvidence`. */
export const PresenceEdge = z.strictObject({
  at: Instant,
  side: z.enum(['in', 'out']),
  source: z.string(),
  earliest: Instant,
  latest: Instant,
  evidence: z.array(z.string()),
});

export const AttendancePerson = ofPatient(z.strictObject({
  seatId: SeatId,
  role: z.enum(seatRoles),
  fullName: z.string(),
  elapsedSeconds: z.number().int(),
  directSeconds: z.number().int(),
  directMinutes: z.number().int(),
  /** Minutes with two-way video; null when that was not measured. */
  videoMinutes: z.number().int().nullable(),
  lateSeconds: z.number().int().nullable(),
  leftEarlySeconds: z.number().int().nullable(),
  /** The true time lies within this many seconds of `directSeconds`. */
  uncertaintySeconds: z.number().int(),
  strip: z.array(StripPiece),
  edges: z.array(PresenceEdge),
}));

export const Attendance = z.strictObject({
  sessionId: SessionId,
  clinic: z.string(),
  cohort: z.string(),
  title: z.string(),
  zone: Zone,
  plannedFrom: Instant,
  plannedTo: Instant,
  countedFrom: Instant.nullable(),
  endedAt: Instant.nullable(),
  asOf: Instant,
  rulesVersion: z.string(),
  segments: z.array(Segment),
  people: z.array(AttendancePerson),
});

export const getAttendance = route(paths.getAttendance, { policy: 'session.records', input: bySession, output: Attendance, byPerson: false, reads: 'attendance' });

export const EvidenceRow = ofPatient(z.strictObject({
  id: z.string(),
  witness: z.enum(['livekit', 'poll', 'beat', 'desk']),
  what: z.string(),
  at: Instant,
  until: Instant.nullable(),
  receivedAt: Instant.nullable(),
  connection: AnyId.or(z.string()).nullable(),
  reason: z.string().nullable(),
}));

export const getEvidence = route(paths.getEvidence, {
  policy: 'person.records',
  input: z.strictObject({ sessionId: SessionId, seatId: SeatId }),
  output: z.strictObject({ rows: z.array(EvidenceRow) }),
  reads: 'evidence',
  byPerson: false,
  errors: ['not_found'],
});
