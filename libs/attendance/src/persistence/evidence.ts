import type { SeatId, SessionId } from '#kernel';
import { sql } from '#platform';
import { Injectable } from '@nestjs/common';
import type { BeatSpan, ConnectionWebhook, Evidence as EvidenceRow, RoomWebhook, Sighting } from '../domain/evidence.js';

// Epoch milliseconds; numbers of this size are exact in a double.
const ms = (column: string): string => `(extract(epoch from ${column}) * 1000)::float8`;

const webhooks = `select 'livekit:' || id as id, 'webhook' as witness, kind, room_id as "roomId", room_sid as "roomSid", seat_id as "seatId",
    participant_sid as "participantSid", ${ms('received_at')} as "receivedAtMs", extract(epoch from reported_at)::float8 as "createdAtSec",
    ${ms('joined_at')} as "joinedAtMs", reason
  from presence_evidence where session_id = $1`;

const sightings = `select 'poll:' || id as id, 'poll' as witness, seat_id as "seatId", participant_sid as "participantSid", room_id as "roomId",
    room_sid as "roomSid", ${ms('joined_at')} as "joinedAtMs", ${ms('first_seen')} as "firstSeenMs", ${ms('last_seen')} as "lastSeenMs", ${ms('gone_at')} as "goneAtMs"
  from poll_span where session_id = $1`;

const beats = `select 'beat:' || id as id, 'beat' as witness, seat_id as "seatId", participant_sid as "participantSid", connection as "connectionState",
    ${ms('from_at')} as "fromMs", ${ms('to_at')} as "toMs", ${ms('media_since')} as "mediaSinceMs", ${ms('media_before')} as "mediaBeforeMs",
    ${ms('media_until')} as "mediaUntilMs", ${ms('closed_at')} as "closedAtMs"
  from beat_span where session_id = $1`;

/** What the three witnesses said of a session, in the words of the fold. Every method needs an open transaction. */
@Injectable()
export class Evidence {
  async ofSession(sessionId: SessionId): Promise<EvidenceRow[]> {
    const said = await sql<ConnectionWebhook | RoomWebhook>(webhooks, [sessionId]);
    const seen = await sql<Sighting>(sightings, [sessionId]);
    const spans = await sql<BeatSpan>(beats, [sessionId]);
    return [...said, ...seen, ...spans];
  }

  async ofSeat(sessionId: SessionId, seatId: SeatId): Promise<EvidenceRow[]> {
    const all = await this.ofSession(sessionId);
    // What happened to the whole room concerns everybody in it.
    return all.filter((row) => !('seatId' in row) || row.seatId === null || row.seatId === seatId);
  }
}
