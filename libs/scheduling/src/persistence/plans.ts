import { settingKeys } from '#contracts';
import type { Id, SeatId, SessionId, SessionState } from '#kernel';
import { currentPrincipal, manager, sql } from '#platform';
import { Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import type { Moved, StandingPlan } from '../domain/moved-plan.js';
import type { SessionPlan } from '../domain/session-plan.js';
import { SegmentRow } from './segment.row.js';
import { SessionRow } from './session.row.js';

export type CohortId = Id<'cohort'>;

/** What a session takes from where it belongs. */
export interface ProgramTerms {
  /** Minutes before the start at which the lobby opens. */
  readonly lobbyOpensMinutes: number;
  /** Patients and guests. */
  readonly capacity: number;
}

/** For a session without a cohort. */
const ownTerms: ProgramTerms = { lobbyOpensMinutes: settingKeys.lobby_opens_minutes.fallback, capacity: settingKeys.capacity.fallback };

/** A session to which nobody can have come yet. */
export interface UnopenedSession {
  readonly sessionId: SessionId;
  readonly plannedFrom: Date;
  readonly plannedTo: Date;
  readonly lobbyOpensAt: Date;
}

export interface LockedPlan extends StandingPlan {
  readonly cohortId: CohortId | null;
}

/** Sessions as they are planned, with their segments. Every method needs an open transaction of staff or our own. */
@Injectable()
export class Plans {
  /** The one place where the minutes of a lobby are read. `undefined` when there is no such cohort. */
  async termsOf(cohortId: CohortId | null): Promise<ProgramTerms | undefined> {
    if (cohortId === null) return ownTerms;
    const rows = await sql<ProgramTerms>(
      `select p.lobby_opens_minutes as "lobbyOpensMinutes", c.capacity from cohort c join program p on p.clinic_id = c.clinic_id and p.id = c.program_id where c.id = $1`,
      [cohortId],
    );
    return rows[0];
  }

  async insert(plan: SessionPlan, cohortId: CohortId | null, lobbyOpensAt: Date): Promise<SessionId> {
    const { clinicId } = currentPrincipal();
    const id = randomUUID();
    const { from, to, segments, ...rest } = plan;
    await manager().insert(SessionRow, { clinicId, id, cohortId, ...rest, plannedFrom: new Date(from), plannedTo: new Date(to), lobbyOpensAt });
    const rows = segments.map(({ from: begins, to: ends, ...segment }, position) => ({ clinicId, sessionId: id, position, ...segment, plannedFrom: new Date(begins), plannedTo: new Date(ends) }));
    if (rows.length > 0) await manager().insert(SegmentRow, rows);
    return id;
  }

  /** Keeps every other change of the plan, and of the live session, waiting until the commit: nobody goes in while it is moved. */
  async lock(sessionId: SessionId): Promise<LockedPlan | undefined> {
    // The live row first, as whoever acts in the session does, whose lock alone decides the order.
    const [live] = await sql<Pick<LockedPlan, 'state'>>('select state from lock_live_session($1)', [sessionId]);
    if (!live) return undefined;
    const [plan] = await sql<Omit<LockedPlan, 'lastSegmentTo' | 'state'>>(
      'select cohort_id as "cohortId", zone, planned_from as "from" from session where id = $1 for no key update',
      [sessionId],
    );
    if (!plan) return undefined;
    const [last] = await sql<{ to: Date | null }>('select max(planned_to) as "to" from segment where session_id = $1', [sessionId]);
    return { ...plan, ...live, lastSegmentTo: last?.to ?? null };
  }

  /** The session is locked by the caller. */
  async move(sessionId: SessionId, { from, to, byMs }: Moved, lobbyOpensAt: Date): Promise<void> {
    await Promise.all([
      sql('update session set planned_from = $2, planned_to = $3, lobby_opens_at = $4 where id = $1', [sessionId, new Date(from), new Date(to), lobbyOpensAt]),
      sql(
        `update segment set planned_from = planned_from + $2 * interval '1 millisecond', planned_to = planned_to + $2 * interval '1 millisecond' where session_id = $1`,
        [sessionId, byMs],
      ),
    ]);
  }

  /** The planned sessions of a program whose lobby has not opened at the `instant` that it is, locked until the commit: nobody comes to them, and nobody moves them. */
  async lockUnopened(programId: string, instant: () => Date): Promise<UnopenedSession[]> {
    const ids = await sql<{ id: SessionId }>(
      `select s.id from session s join cohort c on c.clinic_id = s.clinic_id and c.id = s.cohort_id
        where c.program_id = $1 and s.planned_from > $2 and s.lobby_opens_at > $2 order by s.id`,
      [programId, instant()],
    );
    const live = await sql<{ id: SessionId; state: SessionState }>(
      'select l.session_id as id, l.state from unnest($1::uuid[]) with ordinality s (id, place), lateral lock_live_session(s.id) l order by s.place',
      [ids.map(({ id }) => id)],
    );
    const planned = live.filter(({ state }) => state === 'planned').map(({ id }) => id);
    // Asked again with the time that it is now: while we waited for a lock, a lobby may have opened.
    return sql<UnopenedSession>(
      'select id as "sessionId", planned_from as "plannedFrom", planned_to as "plannedTo", lobby_opens_at as "lobbyOpensAt" from session where id = any ($1) and lobby_opens_at > $2',
      [planned, instant()],
    );
  }

  /** The sessions are locked by the caller. */
  async moveLobbies(sessions: readonly Pick<UnopenedSession, 'sessionId' | 'lobbyOpensAt'>[]): Promise<void> {
    await sql('update session s set lobby_opens_at = w.opens_at from unnest($1::uuid[], $2::timestamptz[]) w (id, opens_at) where s.id = w.id', [
      sessions.map(({ sessionId }) => sessionId),
      sessions.map(({ lobbyOpensAt }) => lobbyOpensAt),
    ]);
  }

  /** How many planned sessions of a cohort, whose lobby has not opened, took the cohort's capacity and now take the new one. */
  async changeCapacity(cohortId: CohortId, from: number, to: number): Promise<number> {
    const rows = await sql(
      `update session s set capacity = $3 from live_session l
        where s.cohort_id = $1 and s.capacity = $2 and s.lobby_opens_at > app.now() and l.clinic_id = s.clinic_id and l.session_id = s.id and l.state = 'planned' returning s.id`,
      [cohortId, from, to],
    );
    return rows.length;
  }

  /** Everybody's seat, withdrawn ones as well. */
  async seatIds(sessionId: SessionId): Promise<SeatId[]> {
    return (await sql<{ id: SeatId }>('select id from seat where session_id = $1', [sessionId])).map((row) => row.id);
  }
}
