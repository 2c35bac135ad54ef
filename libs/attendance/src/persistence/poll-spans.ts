import type { ClinicId, RoomId, SeatId, SessionId } from '#kernel';
import { Database, sql, systemPrincipal } from '#platform';
import { Injectable } from '@nestjs/common';

export interface Seen {
  readonly seatId: SeatId;
  readonly participantSid: string;
  readonly roomSid: string;
  readonly joinedAtMs: number;
}

/** The second witness: what the keeper's looks saw of each connection. */
@Injectable()
export class PollSpans {
  constructor(private readonly database: Database) {}

  /** One successful look: those listed are renewed or begun, those of the room that are no longer listed are closed. */
  async keep(room: { clinicId: ClinicId; sessionId: SessionId; roomId: RoomId; atMs: number }, listed: readonly Seen[]): Promise<void> {
    const at = new Date(room.atMs);
    await this.database.withPrincipal(systemPrincipal(room.clinicId, 'poll'), async () => {
      if (listed.length > 0) {
        await sql(
          `insert into poll_span (clinic_id, session_id, room_id, seat_id, participant_sid, room_sid, joined_at, first_seen, last_seen)
           select $1, $2, $3, seen.seat_id, seen.participant_sid, seen.room_sid, seen.joined_at, $4, $4
             from unnest($5::uuid[], $6::text[], $7::text[], $8::timestamptz[]) as seen (seat_id, participant_sid, room_sid, joined_at)
           on conflict (clinic_id, room_id, participant_sid) do update
             set last_seen = greatest(poll_span.last_seen, excluded.last_seen),
                 gone_at = case when poll_span.gone_at > excluded.last_seen then poll_span.gone_at end`,
          [room.clinicId, room.sessionId, room.roomId, at, listed.map((one) => one.seatId), listed.map((one) => one.participantSid), listed.map((one) => one.roomSid), listed.map((one) => new Date(one.joinedAtMs))],
        );
      }
      await sql(
        `update poll_span set gone_at = $2 where room_id = $1 and gone_at is null and last_seen < $2 and not (participant_sid = any ($3::text[]))`,
        [room.roomId, at, listed.map((one) => one.participantSid)],
      );
    });
  }
}
