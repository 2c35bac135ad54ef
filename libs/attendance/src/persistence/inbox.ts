import type { ClinicId, RoomId, SessionId } from '#kernel';
import { lookup, sql } from '#platform';
import { Injectable } from '@nestjs/common';
import type { PresenceEvent } from '../inbox/livekit-event.js';
import type { ReceivedWebhook } from '../webhook-inbox.js';

export interface RoomPlace {
  readonly clinicId: ClinicId;
  readonly sessionId: SessionId;
}

/** The first witness as it came, and what was made of it. */
@Injectable()
export class Inbox {
  /** Keeps a webhook for good. False when its id is known. Before any principal. */
  async store({ eventId, event, roomName, body, receivedAtMs }: ReceivedWebhook): Promise<boolean> {
    const [answer] = await lookup<{ store_webhook: boolean }>('store_webhook($1, $2, $3, $4::jsonb, $5)', [eventId, event, roomName, JSON.stringify(body), new Date(receivedAtMs)]);
    return answer?.store_webhook === true;
  }

  /** What waits, oldest first. Before any principal. */
  async open(most: number): Promise<{ eventId: string; roomName: string | null }[]> {
    return lookup('open_webhooks($1)', [most]).then((rows) => (rows as { event_id: string; room_name: string | null }[]).map((row) => ({ eventId: row.event_id, roomName: row.room_name })));
  }

  /** Before any principal; undefined for a room that is none of ours. */
  async placeOf(roomId: RoomId): Promise<RoomPlace | undefined> {
    const [row] = await lookup<{ clinic_id: ClinicId; session_id: SessionId }>('find_room($1)', [roomId]);
    return row && { clinicId: row.clinic_id, sessionId: row.session_id };
  }

  /** Puts an event of an unknown room aside, kept for whoever looks into it. Before any principal. */
  async park(eventId: string): Promise<void> {
    await lookup('park_webhook($1)', [eventId]);
  }

  /** The body of an event that nobody else works on, locked; undefined when it was handled. Needs an open transaction. */
  async take(eventId: string): Promise<{ body: unknown; receivedAt: Date } | undefined> {
    const rows = await sql<{ body: unknown; receivedAt: Date }>('select body, received_at as "receivedAt" from webhook_inbox where event_id = $1 and handled_at is null for update skip locked', [eventId]);
    return rows[0];
  }

  async settle(eventId: string, outcome: 'evidence' | 'irrelevant', now: Date): Promise<void> {
    await sql('update webhook_inbox set handled_at = $2, outcome = $3 where event_id = $1', [eventId, now, outcome]);
  }

  /** One row of evidence; a repeated event adds nothing. */
  async addEvidence(at: RoomPlace & { roomId: RoomId; eventId: string; receivedAt: Date }, event: PresenceEvent): Promise<void> {
    await sql(
      `insert into presence_evidence (clinic_id, session_id, room_id, seat_id, generation, kind, room_sid, participant_sid, received_at, reported_at, joined_at, reason, event_id)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) on conflict (clinic_id, event_id) do nothing`,
      [
        at.clinicId,
        at.sessionId,
        at.roomId,
        event.seatId,
        event.generation,
        event.kind,
        event.roomSid,
        event.participantSid,
        at.receivedAt,
        new Date(event.createdAtSec * 1000),
        event.joinedAtMs === null ? null : new Date(event.joinedAtMs),
        event.reason,
        at.eventId,
      ],
    );
  }
}
