import { groupRoles, type SessionId, type StandingState } from '#kernel';
import { oneOf, sql } from '#platform';
import { Injectable } from '@nestjs/common';
import { lastStay, standingColumns, standingFrom, type StandingColumns } from './last-stay.js';

/** How many of the group stand where; staff and removed people are not counted. */
export interface Headcount {
  /** Not come yet, or still at the questions. */
  expected: number;
  waiting: number;
  inRoom: number;
  /** Let in and not connected yet, dropped, or left. */
  away: number;
}

const counted: Partial<Record<StandingState, keyof Headcount>> = {
  expected: 'expected',
  checking: 'expected',
  waiting: 'waiting',
  held: 'waiting',
  admitted: 'away',
  in: 'inRoom',
  dropped: 'away',
  left: 'away',
};

@Injectable()
export class Headcounts {
  /** One statement for any number of sessions, inside the open transaction. */
  async of(sessionIds: readonly SessionId[]): Promise<Map<SessionId, Headcount>> {
    const counts = new Map<SessionId, Headcount>(sessionIds.map((id) => [id, { expected: 0, waiting: 0, inRoom: 0, away: 0 }]));
    if (sessionIds.length === 0) return counts;
    const rows = await sql<StandingColumns & { sessionId: SessionId }>(
      `select s.session_id as "sessionId", ${standingColumns} from seat s ${lastStay}
        where s.session_id = any ($1) and s.role in ${oneOf(groupRoles)} and s.withdrawn_at is null`,
      [sessionIds],
    );
    for (const row of rows) {
      const place = counted[standingFrom(row).state];
      const count = counts.get(row.sessionId);
      if (place && count) count[place] += 1;
    }
    return counts;
  }
}
