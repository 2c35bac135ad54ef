import type { PersonId, SeatId, SessionId } from '#kernel';
import { sql } from '#platform';

export interface HeldPlace {
  readonly seatId: SeatId;
  readonly sessionId: SessionId;
}

/** The seats of a person, withdrawn ones too, in sessions that have a room: only there a pass can be worth anything. Always in the same order. */
export async function heldPlacesOf(personId: PersonId): Promise<HeldPlace[]> {
  return sql<HeldPlace>(
    `select s.id as "seatId", s.session_id as "sessionId" from seat s
      where s.person_id = $1 and exists (select 1 from room r where r.session_id = s.session_id and r.closed_at is null) order by s.id`,
    [personId],
  );
}
