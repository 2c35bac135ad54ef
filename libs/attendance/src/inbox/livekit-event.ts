import { isId, type SeatId } from '#kernel';
import { parseIdentity } from '#group-room';
import { z } from 'zod';

/** A 64 bit number as LiveKit's JSON has it: a text, or a number where it is small. */
const Long = z.union([z.string().regex(/^\d+$/), z.number()]).transform(Number);

const Envelope = z.object({
  event: z.string(),
  createdAt: Long,
  room: z.object({ sid: z.string().default(''), name: z.string().default('') }).optional(),
  participant: z
    .object({ sid: z.string(), identity: z.string(), joinedAt: Long.optional(), joinedAtMs: Long.optional(), disconnectReason: z.union([z.string(), z.number()]).optional() })
    .optional(),
});

/** What an event of LiveKit says about presence. */
export interface PresenceEvent {
  readonly kind: 'joined' | 'left' | 'aborted' | 'room_started' | 'room_finished';
  readonly roomSid: string;
  readonly identity: string | null;
  readonly seatId: SeatId | null;
  readonly generation: number | null;
  readonly participantSid: string | null;
  readonly createdAtSec: number;
  readonly joinedAtMs: number | null;
  readonly reason: string | null;
}

const kinds: Readonly<Record<string, PresenceEvent['kind']>> = {
  participant_joined: 'joined',
  participant_left: 'left',
  participant_connection_aborted: 'aborted',
  room_started: 'room_started',
  room_finished: 'room_finished',
};

/**
 * Reads the stored body of a webhook. Undefined for events that say nothing of presence (tracks, egress), for bodies of another form, and
 * for participants that are none of ours. Never throws.
 */
export function readPresenceEvent(body: unknown): PresenceEvent | undefined {
  const parsed = Envelope.safeParse(body);
  if (!parsed.success) return undefined;
  const { event, createdAt, room, participant } = parsed.data;
  const kind = kinds[event];
  if (!kind || !room || !isId(room.name)) return undefined;
  const common = { kind, roomSid: room.sid, createdAtSec: createdAt };
  if (kind === 'room_started' || kind === 'room_finished') return { ...common, identity: null, seatId: null, generation: null, participantSid: null, joinedAtMs: null, reason: null };
  const identity = participant && parseIdentity(participant.identity);
  if (!participant || !identity) return undefined;
  return {
    ...common,
    identity: participant.identity,
    seatId: identity.seatId,
    generation: identity.generation,
    participantSid: participant.sid,
    joinedAtMs: joinedAt(participant),
    reason: participant.disconnectReason === undefined ? null : String(participant.disconnectReason),
  };
}

/** Milliseconds where LiveKit gives them, else its whole seconds; null where it gives neither. */
function joinedAt({ joinedAt: seconds, joinedAtMs }: { joinedAt?: number | undefined; joinedAtMs?: number | undefined }): number | null {
  if (joinedAtMs) return joinedAtMs;
  return seconds ? seconds * 1000 : null;
}
