import { sql, systemPrincipal, withPrincipal } from '#platform';
import { isLongEnough, planBlock } from './demo-block.js';
import { demoClinic } from './demo-people.js';
import { isGroupDay, nextGroupDay } from './group-days.js';

const day = 24 * 60 * 60_000;

export interface DemoBlock {
  readonly sessionId: string;
  readonly from: Date;
  readonly to: Date;
}

export interface Seated {
  readonly personId: string;
  readonly role: 'host' | 'co_facilitator' | 'patient';
  /** Staff only: what the group sees. */
  readonly shownName: string | null;
}

/**
 * A block that is live for the next 3 h: the one of an earlier start while it lasts, else a new one. What an earlier start left open and
 * is over, or overlaps the new one, is ended, because nobody can sit in two groups at once.
 */
export async function ensureBlock(clinicId: string, cohortId: string, seated: readonly Seated[], now: Date): Promise<DemoBlock> {
  return withPrincipal(systemPrincipal(clinicId, 'demo'), async () => {
    const open = await sql<{ id: string; planned_from: Date; planned_to: Date }>("select id, planned_from, session.planned_to from session join live_session live on live.session_id = session.id where live.state <> 'ended' and planned_from <= $1 order by planned_from desc", [now]);
    const good = open.find((session) => isLongEnough({ from: session.planned_from, to: session.planned_to }, now));
    for (const session of open) if (session !== good) await endLeftover(session.id, now);
    if (good) return { sessionId: good.id, from: good.planned_from, to: good.planned_to };
    return insertBlock(clinicId, cohortId, seated, now);
  });
}

/**
 * A block some days ahead, so that whoever leaves the group of today reads when the next one is. One that has come too near, or that lies
 * on a day without groups, is put off.
 */
export async function ensureNext(clinicId: string, cohortId: string, seated: readonly Seated[], live: DemoBlock): Promise<void> {
  await withPrincipal(systemPrincipal(clinicId, 'demo'), async () => {
    const at = nextGroupDay(new Date(live.from.getTime() + 2 * day), demoClinic.zone);
    const [known] = await sql<{ id: string; planned_from: Date }>("select id, planned_from from session join live_session live on live.session_id = session.id where live.state = 'planned' and planned_from > $1 order by planned_from limit 1", [live.from]);
    if (!known) await insertBlock(clinicId, cohortId, seated, at);
    else if (known.planned_from.getTime() < live.to.getTime() + day / 2 || !isGroupDay(known.planned_from, demoClinic.zone)) await putOff(known.id, at.getTime() - known.planned_from.getTime());
  });
}

async function putOff(sessionId: string, ms: number): Promise<void> {
  const by = `${ms} milliseconds`;
  await sql('update session set planned_from = planned_from + $2::interval, planned_to = planned_to + $2::interval, lobby_opens_at = lobby_opens_at + $2::interval where id = $1', [sessionId, by]);
  await sql('update segment set planned_from = planned_from + $2::interval, planned_to = planned_to + $2::interval where session_id = $1', [sessionId, by]);
}

async function endLeftover(sessionId: string, now: Date): Promise<void> {
  await sql("update live_session set state = 'ended', ended_at = $2, ended_by = 'time_limit' where session_id = $1", [sessionId, now]);
  await sql("update admission set state = 'ended', ended_at = $2, ended_because = 'session_ended', state_since = $2 where session_id = $1 and ended_at is null", [sessionId, now]);
  await sql('update room set closed_at = $2 where session_id = $1 and closed_at is null', [sessionId, now]);
}

async function insertBlock(clinicId: string, cohortId: string, seated: readonly Seated[], now: Date): Promise<DemoBlock> {
  const { from, to, segments } = planBlock(now);
  const [made] = await sql<{ id: string }>(
    `insert into session (clinic_id, cohort_id, kind, title, zone, planned_from, planned_to, lobby_opens_at, capacity)
     select clinic_id, id, 'block', name, $2, $3::timestamptz, $4, $3::timestamptz - interval '15 minutes', capacity from cohort where id = $1 returning id`,
    [cohortId, demoClinic.zone, from, to],
  );
  const sessionId = made?.id ?? '';
  for (const segment of segments) {
    await sql('insert into segment (clinic_id, session_id, position, kind, title, planned_from, planned_to, counts) values ($1, $2, $3, $4, $5, $6, $7, $8)', [
      clinicId,
      sessionId,
      segment.position,
      segment.kind,
      segment.title,
      segment.from,
      segment.to,
      segment.counts,
    ]);
  }
  for (const person of seated) {
    await sql('insert into seat (clinic_id, session_id, person_id, role, shown_name, name_key) values ($1, $2, $3, $4, $5, lower($5))', [clinicId, sessionId, person.personId, person.role, person.shownName]);
  }
  return { sessionId, from, to };
}
