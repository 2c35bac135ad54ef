import type { ClinicId, RoomId, SessionId } from '#kernel';
import { Database, sql } from '#platform';
import { Injectable } from '@nestjs/common';
import type { PresenceEvent } from '../inbox/livekit-event.js';
import type { ReceivedWebhook } from '../webhook-inbox.js';

export interface RoomPlace {
  readonly clinicId: ClinicId;
  readonly sessionId: SessionId;
}

/** An event that this transaction works on, locked. */
export interface TakenWebhook {
  readonly eventId: string;
  /** Its place in the order in which events came; a number as a text. */
  readonly arrival: string;
  readonly body: unknown;
  readonly receivedAt: Date;
  /** How often it failed. */
  readonly tries: number;
}

/** Which events are asked for: of one room, those whose time has come, after one that was seen already. */
export interface Wanted {
  readonly roomName: string;
  readonly due: Date;
  readonly after: string;
  readonly most: number;
}

/** The first witness as it came, as far as it is needed, and what was made of it. */
@Injectable()
export class Inbox {
  constructor(private readonly database: Database) {}

  /** Keeps a webhook for good, or puts it aside when `parkedBecause` says why. False when its id is known. Before any principal. */
  async store({ eventId, event, roomName, body, receivedAtMs }: ReceivedWebhook, parkedBecause: string | null = null): Promise<boolean> {
    const parameters = [eventId, event, roomName, JSON.stringify(body), new Date(receivedAtMs), parkedBecause];
    const [answer] = await this.database.lookup<{ store_webhook: boolean }>('store_webhook($1, $2, $3, $4::jsonb, $5, $6)', parameters);
    return answer?.store_webhook === true;
  }

  /** Rooms of which something waits whose time has come; null for what has no room. Before any principal. */
  async openRooms(due: Date, most: number): Promise<(string | null)[]> {
    const rows = await this.database.lookup<{ room_name: string | null }>('open_webhook_rooms($1, $2)', [due, most]);
    return rows.map((row) => row.room_name);
  }

  /** Before any principal; undefined for a room that is none of ours. */
  async placeOf(roomId: RoomId): Promise<RoomPlace | undefined> {
    const [row] = await this.database.lookup<{ clinic_id: ClinicId; session_id: SessionId }>('find_room($1)', [roomId]);
    return row && { clinicId: row.clinic_id, sessionId: row.session_id };
  }

  /** Puts all events of an unknown room aside, kept for whoever looks into it. Before any principal. */
  async parkRoom(roomName: string | null, now: Date): Promise<void> {
    await this.database.lookup('park_webhooks_of($1, $2)', [roomName, now]);
  }

  /** Deletes what was handled before that instant, so many at most; says how many. Before any principal. */
  async forget(before: Date, most: number): Promise<number> {
    const [answer] = await this.database.lookup<{ forget_webhooks: number }>('forget_webhooks($1, $2)', [before, most]);
    return answer?.forget_webhooks ?? 0;
  }

  /** What waits and nobody else works on, in the order in which it came, locked. Needs an open transaction. */
  async take({ roomName, due, after, most }: Wanted): Promise<TakenWebhook[]> {
    return sql(
      `select event_id as "eventId", arrival::text as arrival, body, received_at as "receivedAt", tries from webhook_inbox
        where room_name = $1 and handled_at is null and arrival > $3 and (next_try_at is null or next_try_at <= $2)
        order by webhook_inbox.arrival limit $4 for update skip locked`,
      [roomName, due, after, most],
    );
  }

  async settle(eventId: string, outcome: 'evidence' | 'irrelevant', now: Date): Promise<void> {
    await sql('update webhook_inbox set handled_at = $2, outcome = $3 where event_id = $1 and handled_at is null', [eventId, now, outcome]);
  }

  /** Counts a try that failed, to be done again later. */
  async again(eventId: string, nextTryAt: Date): Promise<void> {
    await sql('update webhook_inbox set tries = tries + 1, next_try_at = $2 where event_id = $1 and handled_at is null', [eventId, nextTryAt]);
  }

  /** Counts the last try and puts the event aside. */
  async park(eventId: string, because: string, now: Date): Promise<void> {
    await sql("update webhook_inbox set tries = tries + 1, handled_at = $2, outcome = 'parked', parked_because = $3 where event_id = $1 and handled_at is null", [eventId, now, because]);
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
