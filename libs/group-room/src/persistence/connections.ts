import type { SeatId, SessionId } from '#kernel';
import { oneOf, sql } from '#platform';
import { Injectable } from '@nestjs/common';
import { sourcesOf } from '../domain/admission.js';
import { sfuIdentity } from '../domain/sfu-identity.js';

/** A connection that we believe to be alive. */
export interface KnownConnection {
  readonly identity: string;
  readonly participantSid: string;
  readonly joinedAtMs: number;
}

@Injectable()
export class Connections {
  /** Connections of everybody who is in, inside the open transaction. */
  async open(sessionId: SessionId): Promise<KnownConnection[]> {
    const rows = await sql<{ seatId: SeatId; generation: number; participantSid: string; joinedAtMs: number }>(
      `select s.id as "seatId", s.generation, a.connected_sid as "participantSid", (extract(epoch from a.connected_at) * 1000)::float8 as "joinedAtMs"
         from admission a join seat s on s.id = a.seat_id where a.session_id = $1 and a.state = 'in' and a.connected_sid is not null`,
      [sessionId],
    );
    return rows.map(({ seatId, generation, participantSid, joinedAtMs }) => ({ identity: sfuIdentity(seatId, generation), participantSid, joinedAtMs }));
  }

  /** SFU identities that may be in the room now: the same rule as the gate's (`may_connect`), for the keeper's look around. */
  async welcome(sessionId: SessionId): Promise<ReadonlySet<string>> {
    const seats = await sql<{ seatId: SeatId; generation: number }>(
      `select s.id as "seatId", s.generation from seat s join admission a on a.seat_id = s.id and a.state in ${oneOf(sourcesOf('connect'))}
        where s.session_id = $1 and s.withdrawn_at is null`,
      [sessionId],
    );
    return new Set(seats.map(({ seatId, generation }) => sfuIdentity(seatId, generation)));
  }

  /** Seats whose page said goodbye before that instant and has not come back, whatever room. Across the clinic of the principal. */
  async closedBefore(sessionId: SessionId, before: Date): Promise<SeatId[]> {
    const rows = await sql<{ seatId: SeatId }>(
      `select seat_id as "seatId" from admission where session_id = $1 and state = 'dropped' and closed_cleanly and state_since <= $2`,
      [sessionId, before],
    );
    return rows.map((row) => row.seatId);
  }

  /** Seats that were taken back while their stay goes on. */
  async withdrawn(sessionId: SessionId): Promise<SeatId[]> {
    const rows = await sql<{ seatId: SeatId }>(
      'select a.seat_id as "seatId" from admission a join seat s on s.id = a.seat_id where a.session_id = $1 and a.ended_at is null and s.withdrawn_at is not null',
      [sessionId],
    );
    return rows.map((row) => row.seatId);
  }
}
