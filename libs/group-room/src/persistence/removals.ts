import type { PersonId, RemovalReason, SeatId, SessionId } from '#kernel';
import { sql } from '#platform';

/** Keeps who removed whom and why, for staff. `generation`: the last n of the seat that may not come back. Needs an open transaction of staff. */
export async function keepRemoval(removal: {
  sessionId: SessionId;
  seatId: SeatId;
  generation: number;
  mayReturn: boolean;
  reason: RemovalReason;
  by: PersonId;
  at: Date;
}): Promise<void> {
  await sql(
    `insert into room_removal (clinic_id, session_id, seat_id, generation, may_return, reason, removed_by, removed_at)
     values (app.clinic_id(), $1, $2, $3, $4, $5, $6, $7)`,
    [removal.sessionId, removal.seatId, removal.generation, removal.mayReturn, removal.reason, removal.by, removal.at],
  );
}
