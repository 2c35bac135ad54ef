import { gateQuestions, helpKinds, holdMessages, seatRoles } from '#kernel';
import { z } from 'zod';
import { SeatState } from './desk.js';
import { AnyId, Instant, SeatId } from './fields.js';
import { ofPatient } from './reads.js';
import { rowsBySeat, topic } from './topic.js';
import { GateAnswers } from './visit.js';

/** One person as the staff see them. */
const RosterRow = ofPatient(z.strictObject({
  seatId: SeatId,
  role: z.enum(seatRoles),
  fullName: z.string(),
  shownName: z.string().nullable(),
  pronouns: z.string().nullable(),
  state: SeatState,
  since: Instant.nullable(),
  hold: z.enum(holdMessages).nullable(),
  /** What the gate asks the host to look at; empty when nothing. */
  pleaseCheck: z.array(z.enum(gateQuestions)),
  gate: GateAnswers.nullable(),
  agreed: z.boolean(),
  linkDead: z.boolean(),
  mayReturn: z.boolean().nullable(),
  background: z.boolean(),
  /** In the room, and taking a short break: nothing comes from them, and that is no fault. */
  onBreak: z.boolean(),
  /** Not in the room yet, and no page of theirs is open: since when. */
  pageGoneAt: Instant.nullable(),
}));

/**
 * One person as the others in the room see them: a chosen name and pronouns, whether they are staff, and whether they are in, on their way in
 * (`admitted`) or gone without a word (`dropped`), and since when.
 */
const PeerRow = z.strictObject({ seatId: SeatId, shownName: z.string(), pronouns: z.string().nullable(), staff: z.boolean(), state: z.enum(['admitted', 'in', 'dropped']), since: Instant });

/** Where one seat stands, told to itself. */
const OwnStanding = z.strictObject({
  step: z.enum(['checking', 'lobby', 'room', 'left', 'removed', 'ended']),
  hold: z.enum(holdMessages).nullable(),
  waitingSince: Instant.nullable(),
  mayReturn: z.boolean().nullable(),
});

/** What somebody asked of staff last; `declined` is made by us when a person does not agree to the group's rules. */
const HelpRow = ofPatient(z.strictObject({ seatId: SeatId, helpId: AnyId, kind: z.enum(helpKinds), askedAt: Instant, seenAt: Instant.nullable(), seenBy: z.string().nullable() }));
/** To who asked: since when, and who has seen it. Null while nothing was asked. */
const OwnHelp = z.strictObject({ askedAt: Instant, seenBy: z.string().nullable() }).nullable();

/** Everybody of the session, for staff. */
export const roster = topic('roster', { staff: rowsBySeat(RosterRow) });
/** Who is in the room, for those who are. */
export const peers = topic('peers', { seats: rowsBySeat(PeerRow) });
/** Each seat's own way. Only while its `step` is `room` does it hear what those inside hear. */
export const standing = topic('standing', { own: OwnStanding });
export const help = topic('help', { staff: rowsBySeat(HelpRow), own: OwnHelp });
