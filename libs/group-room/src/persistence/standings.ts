import type { SeatId, SessionId, StandingState } from '#kernel';
import { sql } from '#platform';
import { Injectable } from '@nestjs/common';
import { lastStay, standingColumns, standingFrom, type StandingColumns } from './last-stay.js';

/** Where everybody of a session stands, and since when. */
@Injectable()
export class Standings {
  /** Inside the open transaction. */
  async of(sessionId: SessionId): Promise<Map<SeatId, { state: StandingState; since: string | null }>> {
    const rows = await sql<StandingColumns & { seatId: SeatId; since: Date | null }>(
      `select s.id as "seatId", ${standingColumns}, a.state_since as since from seat s ${lastStay} where s.session_id = $1 and s.withdrawn_at is null`,
      [sessionId],
    );
    return new Map(
      rows.map((row) => {
        const { state } = standingFrom(row);
        return [row.seatId, { state, since: state === 'expected' ? null : (row.since?.toISOString() ?? null) }];
      }),
    );
  }
}
