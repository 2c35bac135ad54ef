import type { ClinicId, SessionId } from '#kernel';
import { sql } from '#platform';
import { Injectable } from '@nestjs/common';

export type SessionState = 'planned' | 'live' | 'ended';
export type EndedBy = 'host' | 'nobody_left' | 'time_limit';
/** Who is told of a change: staff see the roster, seats see who is in the room. */
export type Audience = 'staff' | 'seats';

/** How far the life of a session has gone. */
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

const columns = `clinic_id as "clinicId", id as "sessionId", state, planned_from as "plannedFrom", planned_to as "plannedTo",
  lobby_opens_at as "lobbyOpensAt", capacity, first_host_at as "firstHostAt", hosts_gone_at as "hostsGoneAt", ended_at as "endedAt",
  staff_version::float8 as "staffVersion", seats_version::float8 as "seatsVersion"`;

/** The rows of sessions as their live part changes. Every method needs an open transaction. */
@Injectable()
export class LiveSessions {
  async find(sessionId: SessionId): Promise<LiveSession | undefined> {
    return (await sql<LiveSession>(`select ${columns} from session where id = $1`, [sessionId]))[0];
  }

  /**
   * Keeps every change of this session waiting until the commit, for what is decided by looking first. Not `for update`: that would also
   * wait for whoever inserts a row that points to the session, and could deadlock with them.
   */
  async lock(sessionId: SessionId): Promise<LiveSession | undefined> {
    return (await sql<LiveSession>(`select ${columns} from session where id = $1 for no key update`, [sessionId]))[0];
  }

  /** Raises the versions of those who will be told of a change. The session is locked by the caller. Throws when there is none. */
  async raise(sessionId: SessionId, audiences: readonly Audience[]): Promise<LiveSession> {
    const rows = await sql<LiveSession>(
      `update session set staff_version = staff_version + $2, seats_version = seats_version + $3 where id = $1 returning ${columns}`,
      [sessionId, audiences.includes('staff') ? 1 : 0, audiences.includes('seats') ? 1 : 0],
    );
    if (!rows[0]) throw new Error('LiveSessions: there is no such session');
    return rows[0];
  }

  /** A host is connected. The first one opens the session, from the instant at which that host was there. */
  async hostCame(sessionId: SessionId, at: Date): Promise<void> {
    await sql(
      `update session set state = 'live', first_host_at = least(coalesce(first_host_at, $2), $2), hosts_gone_at = null
        where id = $1 and state <> 'ended'`,
      [sessionId, at],
    );
  }

  /** No host is connected any more. Keeps the first such instant until one comes back. */
  async hostsGone(sessionId: SessionId, at: Date): Promise<void> {
    await sql("update session set hosts_gone_at = coalesce(hosts_gone_at, $2) where id = $1 and state = 'live'", [sessionId, at]);
  }

  /** Ends the session. False when it had ended before. */
  async end(sessionId: SessionId, at: Date, by: EndedBy): Promise<boolean> {
    const rows = await sql(
      "update session set state = 'ended', ended_at = $2, ended_by = $3 where id = $1 and state <> 'ended' returning id",
      [sessionId, at, by],
    );
    return rows.length > 0;
  }
}
