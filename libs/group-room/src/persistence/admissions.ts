import { groupRoles, type HoldMessage, type PersonId, type SeatId, type SessionId, type StayState } from '#kernel';
import { oneOf, sql } from '#platform';
import { Injectable } from '@nestjs/common';
import { amongPeers, beforeTheRoom, next, sourcesOf, type Move, type Standing } from '../domain/admission.js';
import type { HeardStay } from '../domain/connection-news.js';
import { lastStay, standingColumns, standingFrom, type StandingColumns } from './last-stay.js';

/** The open stay of a seat. */
export interface OpenStay extends HeardStay {
  readonly stayId: string;
}

/**
 * Where seats stand, one row per stay. Every method needs an open transaction; what changes a stay is called inside `live.act`,
 * which has locked the session, and is one statement that decides by the states the move allows.
 */
@Injectable()
export class Admissions {
  async standingOf(seatId: SeatId): Promise<Standing> {
    const rows = await sql<StandingColumns>(`select ${standingColumns} from seat s ${lastStay} where s.id = $1`, [seatId]);
    return rows[0] ? standingFrom(rows[0]) : { state: 'expected' };
  }

  async openStay(seatId: SeatId): Promise<OpenStay | undefined> {
    const rows = await sql<OpenStay>(
      `select id as "stayId", state, connected_sid as "connectedSid", (extract(epoch from connected_at) * 1000)::float8 as "connectedAtMs",
          closed_cleanly as "closedCleanly", (extract(epoch from state_since) * 1000)::float8 as "stateSinceMs"
         from admission where seat_id = $1 and ended_at is null`,
      [seatId],
    );
    return rows[0];
  }

  /** The first sign of somebody. False when they had come before. */
  async check(sessionId: SessionId, seatId: SeatId, now: Date): Promise<boolean> {
    if ((await this.standingOf(seatId)).state !== 'expected') return false;
    await this.begin(sessionId, seatId, 'checking', now);
    return true;
  }

  /** Into the lobby, from the questions or by a new stay. False when the person waits already, is inside, or may not. */
  async enterLobby(sessionId: SessionId, seatId: SeatId, now: Date): Promise<boolean> {
    const standing = await this.standingOf(seatId);
    if (next(standing, 'enter_lobby') === undefined) return false;
    if (standing.state !== 'checking') await this.begin(sessionId, seatId, 'waiting', now);
    else await sql("update admission set state = 'waiting', waiting_since = $2, state_since = $2 where seat_id = $1 and ended_at is null", [seatId, now]);
    return true;
  }

  /** Lets one waiting person in. False when that seat does not wait, or the group has no place left. */
  async admit(sessionId: SessionId, seatId: SeatId, capacity: number, now: Date, by: PersonId): Promise<boolean> {
    const rows = await sql(
      `update admission a set state = 'admitted', admitted_at = $4, admitted_by = $5, hold_message = null, state_since = $4
        where a.session_id = $1 and a.seat_id = $2 and a.ended_at is null and a.state = any ($6) and ${placesTaken('a.session_id')} < $3 returning id`,
      [sessionId, seatId, capacity, now, by, sourcesOf('admit')],
    );
    return rows.length > 0;
  }

  async waits(sessionId: SessionId, seatId: SeatId): Promise<boolean> {
    const rows = await sql('select 1 from admission where session_id = $1 and seat_id = $2 and ended_at is null and state = any ($3)', [
      sessionId,
      seatId,
      sourcesOf('admit'),
    ]);
    return rows.length > 0;
  }

  /** A host needs nobody's leave; the row is there so that a host's presence is measured like everybody's. */
  async seatHost(sessionId: SessionId, seatId: SeatId, now: Date, by: PersonId): Promise<boolean> {
    const standing = await this.standingOf(seatId);
    if (standing.state === 'left') return this.move(seatId, 'come_back', now);
    if (standing.state !== 'expected' && standing.state !== 'removed') return false;
    await sql(
      `insert into admission (clinic_id, session_id, seat_id, state, came_at, admitted_at, admitted_by, state_since)
       values (app.clinic_id(), $1, $2, 'admitted', $3, $3, $4, $3)`,
      [sessionId, seatId, now, by],
    );
    return true;
  }

  async hold(sessionId: SessionId, seatId: SeatId, message: HoldMessage, now: Date): Promise<boolean> {
    const rows = await sql(
      `update admission set state = 'held', hold_message = $3, state_since = case when state = 'held' then state_since else $4 end
        where session_id = $1 and seat_id = $2 and ended_at is null and state = any ($5) returning id`,
      [sessionId, seatId, message, now, sourcesOf('hold')],
    );
    return rows.length > 0;
  }

  /** A move that changes the state and nothing else. False when it is not possible from where the seat stands. */
  async move(seatId: SeatId, move: Extract<Move, 'leave' | 'come_back' | 'settle'>, now: Date): Promise<boolean> {
    const to = { leave: 'left', come_back: 'admitted', settle: 'left' } as const satisfies Record<string, StayState>;
    const rows = await sql('update admission set state = $2, state_since = $3 where seat_id = $1 and ended_at is null and state = any ($4) returning id', [
      seatId,
      to[move],
      now,
      sourcesOf(move),
    ]);
    return rows.length > 0;
  }

  /** Ends the open stay; back to the lobby begins the next one at once. False when there is none that this move may end. */
  async finish(seatId: SeatId, move: Extract<Move, 'back_to_lobby' | 'remove' | 'give_up' | 'withdraw'>, now: Date, mayReturn: boolean | null = null): Promise<boolean> {
    const because = { back_to_lobby: 'back_to_lobby', remove: 'removed', give_up: 'withdrawn', withdraw: 'withdrawn' }[move];
    const rows = await sql<{ sessionId: SessionId }>(
      `update admission set state = 'ended', ended_at = $2, ended_because = $3, may_return = $4, state_since = $2
        where seat_id = $1 and ended_at is null and state = any ($5) returning session_id as "sessionId"`,
      [seatId, now, because, mayReturn, sourcesOf(move)],
    );
    const ended = rows[0];
    if (ended && move === 'back_to_lobby') await this.begin(ended.sessionId, seatId, 'waiting', now);
    return ended !== undefined;
  }

  /** Ends every open stay of a session that is over, or was moved away from those who had come; says whose. */
  async finishAll(sessionId: SessionId, now: Date, because: 'session_ended' | 'withdrawn' = 'session_ended'): Promise<SeatId[]> {
    const rows = await sql<{ seatId: SeatId }>(
      `update admission set state = 'ended', ended_at = $2, ended_because = $3, state_since = $2
        where session_id = $1 and ended_at is null returning seat_id as "seatId"`,
      [sessionId, now, because],
    );
    return rows.map((row) => row.seatId);
  }

  /** Keeps what was heard of a connection. */
  async keepHeard(stayId: string, heard: Omit<HeardStay, 'stateSinceMs'>, now: Date): Promise<void> {
    await sql(
      `update admission set state_since = case when state = $2 then state_since else $5 end, state = $2, connected_sid = $3, connected_at = $4, closed_cleanly = $6,
          in_background = in_background and $2 = 'in' where id = $1`,
      [stayId, heard.state, heard.connectedSid, heard.connectedAtMs === null ? null : new Date(heard.connectedAtMs), now, heard.closedCleanly],
    );
  }

  /** Notes whether the page is in front. False when that was known. */
  async keepBackground(seatId: SeatId, inBackground: boolean): Promise<boolean> {
    const rows = await sql("update admission set in_background = $2 where seat_id = $1 and state = 'in' and in_background <> $2 returning id", [seatId, inBackground]);
    return rows.length > 0;
  }

  /** Whether `keepPageGone` would change anything; takes no lock. */
  async lacksPageNews(seatId: SeatId, goneAt: Date | null): Promise<boolean> {
    return (await sql(`select 1 from admission where ${pageNews}`, [seatId, goneAt, beforeTheRoom])).length > 0;
  }

  /** Notes since when somebody who is not in the room yet has no page open; null: one is open. False when that was known, or they are past it. */
  async keepPageGone(seatId: SeatId, goneAt: Date | null): Promise<boolean> {
    return (await sql(`update admission set page_gone_at = $2 where ${pageNews} returning id`, [seatId, goneAt, beforeTheRoom])).length > 0;
  }

  private async begin(sessionId: SessionId, seatId: SeatId, state: 'checking' | 'waiting', now: Date): Promise<void> {
    await sql(
      `insert into admission (clinic_id, session_id, seat_id, state, came_at, waiting_since, state_since)
       values (app.clinic_id(), $1, $2, $3, $4, case when $3 = 'waiting' then $4::timestamptz end, $4)`,
      [sessionId, seatId, state, now],
    );
  }
}

const pageNews = 'seat_id = $1 and ended_at is null and state = any ($3) and (page_gone_at is null) <> ($2::timestamptz is null)';

// Places of the group that are taken: staff come on top, and somebody who left gives theirs up until they come back.
function placesTaken(session: string): string {
  return `(select count(*) from admission taken join seat on seat.id = taken.seat_id
    where taken.session_id = ${session} and taken.state in ${oneOf(amongPeers)} and seat.role in ${oneOf(groupRoles)})`;
}
