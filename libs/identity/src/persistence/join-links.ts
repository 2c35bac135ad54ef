import type { PersonId, SeatId, SessionId } from '#kernel';
import { currentPrincipal, manager, sql, type Database, type KeptSecret } from '#platform';
import { randomUUID } from 'node:crypto';
import type { DeadBecause, Link } from '../domain/link-standing.js';
import { JoinLinkRow } from './join-link.row.js';

export interface FoundLink extends Link {
  readonly linkId: string;
  readonly seatId: SeatId;
}

/** Where a token leads, before there is a principal. */
export async function locateLink(database: Database, tokenHash: Buffer): Promise<{ clinicId: string; linkId: string; seatId: SeatId } | undefined> {
  const [row] = await database.lookup<{ clinic_id: string; link_id: string; seat_id: string }>('find_join_link($1)', [tokenHash]);
  return row && { clinicId: row.clinic_id, linkId: row.link_id, seatId: row.seat_id };
}

export async function findLink(linkId: string): Promise<FoundLink | undefined> {
  const [row] = await sql<{ id: string; seat_id: string; works_from: Date; works_to: Date; tries: number; dead_because: DeadBecause | null }>(
    'select id, seat_id, works_from, works_to, tries, dead_because from join_link where id = $1',
    [linkId],
  );
  return row && { linkId: row.id, seatId: row.seat_id, worksFrom: row.works_from, worksTo: row.works_to, tries: row.tries, deadBecause: row.dead_because };
}

export async function noteRedeemed(linkId: string): Promise<void> {
  await sql('update join_link set redeemed_at = app.now() where id = $1 and redeemed_at is null', [linkId]);
}

/** The one live link of a seat from now on. Two at the same time for one seat wait for each other, so that the later one wins whole. */
export async function replaceLink(link: { seatId: SeatId; token: KeptSecret; createdBy: PersonId | null; worksFrom: Date; worksTo: Date }): Promise<string> {
  await sql('select pg_advisory_xact_lock(hashtextextended($1, 0))', [link.seatId]);
  await killLinks(link.seatId, 'new_link');
  const id = randomUUID();
  const { token, ...rest } = link;
  await manager().insert(JoinLinkRow, { clinicId: currentPrincipal().clinicId, id, tokenHash: token.hash, keyVersion: token.keyVersion, ...rest });
  return id;
}

export async function killLinks(seatId: SeatId, because: DeadBecause): Promise<void> {
  await sql('update join_link set dead_at = app.now(), dead_because = $2 where seat_id = $1 and dead_at is null', [seatId, because]);
}

/** Each live link of these sessions works from its session's new instant. */
export async function moveLinks(sessions: readonly { sessionId: SessionId; worksFrom: Date }[]): Promise<void> {
  await sql(
    `update join_link l set works_from = w.works_from
       from unnest($1::uuid[], $2::timestamptz[]) w (session_id, works_from) join seat s on s.session_id = w.session_id
      where l.clinic_id = s.clinic_id and l.seat_id = s.id and l.dead_at is null`,
    [sessions.map(({ sessionId }) => sessionId), sessions.map(({ worksFrom }) => worksFrom)],
  );
}

/** How the newest link of each seat of a session stands; seats without one are left out. */
export async function newestLinks(sessionId: SessionId): Promise<FoundLink[]> {
  const rows = await sql<{ id: string; seat_id: string; works_from: Date; works_to: Date; tries: number; dead_because: DeadBecause | null }>(
    `select distinct on (l.seat_id) l.id, l.seat_id, l.works_from, l.works_to, l.tries, l.dead_because
       from join_link l join seat s on s.clinic_id = l.clinic_id and s.id = l.seat_id
      where s.session_id = $1 order by l.seat_id, l.dead_at is null desc, l.created_at desc`,
    [sessionId],
  );
  return rows.map((row) => ({ linkId: row.id, seatId: row.seat_id, worksFrom: row.works_from, worksTo: row.works_to, tries: row.tries, deadBecause: row.dead_because }));
}
