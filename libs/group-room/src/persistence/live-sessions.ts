import type { ClinicId, SessionId, SessionState } from '#kernel';
import { sql } from '#platform';
import { Injectable } from '@nestjs/common';
import type { EndedBy } from '../domain/session-life.js';

/** Who is told of a change: staff see the roster, seats see who is in the room. */
export type Audience = 'staff' | 'seats';

/** How far the life of a session has gone, and what of its plan decides about it. */
export interface LiveSession {
  readonly clinicId: ClinicId;
  readonly sessionId: SessionId;
  readonly state: SessionState;
  readonly plannedFrom: Date;
  readonly plannedTo: Date;
  readonly lobbyOpensAt: Date;
  /** Patients and guests; staff come on top. */
  readonly capacity: number;
  readonly firstHostAt: Date | null;
  /** Set while no host is connected after one was. */
  readonly hostsGoneAt: Date | null;
  readonly endedAt: Date | null;
  readonly staffVersion: number;
  readonly seatsVersion: number;
}

export type Versions = Pick<LiveSession, 'staffVersion' | 'seatsVersion'>;

/** Columns of `live_session`. */
export const versions = `staff_version::float8 as "staffVersion", seats_version::float8 as "seatsVersion"`;
const columns = `l.clinic_id as "clinicId", l.session_id as "sessionId", l.state, p.planned_from as "plannedFrom", p.planned_to as "plannedTo",
  p.lobby_opens_at as "lobbyOpensAt", p.capacity, l.first_host_at as "firstHostAt", l.hosts_gone_at as "hostsGoneAt", l.ended_at as "endedAt", ${versions}`;
const withPlan = 'l join session p on p.clinic_id = l.clinic_id and p.id = l.session_id';

/** The live rows of sessions. Each session has one from the start. Every method needs an open transaction. */
@Injectable()
export class LiveSessions {
  async find(sessionId: SessionId): Promise<LiveSession | undefined> {
    return (await sql<LiveSession>(`select ${columns} from live_session ${withPlan} where l.session_id = $1`, [sessionId]))[0];
  }

  /** Keeps every change of this session waiting until the commit, for what is decided by looking first. Undefined where the principal does not reach. */
  async lock(sessionId: SessionId): Promise<LiveSession | undefined> {
    return (await sql<LiveSession>(`select ${columns} from lock_live_session($1) ${withPlan}`, [sessionId]))[0];
  }

  /** Raises the versions of those who will be told of a change, and returns them. The session is locked by the caller. Throws when there is none. */
  async raise(sessionId: SessionId, audiences: readonly Audience[]): Promise<Versions> {
    const rows = await sql<Versions>(`select ${versions} from raise_live_versions($1, $2, $3)`, [sessionId, audiences.includes('staff'), audiences.includes('seats')]);
    if (!rows[0]) throw new Error('LiveSessions: there is no such session');
    return rows[0];
  }

  /** A host is connected. The first one opens the session, from the instant at which that host was there. */
  async hostCame(sessionId: SessionId, at: Date): Promise<void> {
    await sql(
      `update live_session set state = 'live', first_host_at = least(coalesce(first_host_at, $2), $2), hosts_gone_at = null
        where session_id = $1 and state <> 'ended'`,
      [sessionId, at],
    );
  }

  /** No host is connected any more. Keeps the first such instant until one comes back. */
  async hostsGone(sessionId: SessionId, at: Date): Promise<void> {
    await sql("update live_session set hosts_gone_at = coalesce(hosts_gone_at, $2) where session_id = $1 and state = 'live'", [sessionId, at]);
  }

  /** Ends the session. False when it had ended before. */
  async end(sessionId: SessionId, at: Date, by: EndedBy): Promise<boolean> {
    const rows = await sql(
      "update live_session set state = 'ended', ended_at = $2, ended_by = $3 where session_id = $1 and state <> 'ended' returning session_id",
      [sessionId, at, by],
    );
    return rows.length > 0;
  }
}
