import { sql, systemPrincipal, type Database } from '#platform';
import type { GiveSeat, MoveSession, PlanSession } from '#scheduling';
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
}

/** The use cases by which the demo plans, as everybody does. */
export interface Planning {
  readonly database: Database;
  readonly plan: PlanSession;
  readonly give: GiveSeat;
  readonly move: MoveSession;
}

/** Whose block it is. */
export interface DemoGroup {
  readonly clinicId: string;
  readonly cohortId: string;
  readonly seated: readonly Seated[];
}

/**
 * A block that is live for the next 3 h: the one of an earlier start while it lasts, else a new one. What an earlier start left open and
 * is over, or overlaps the new one, is ended, because nobody can sit in two groups at once.
 */
export async function ensureBlock(planning: Planning, group: DemoGroup, now: Date): Promise<DemoBlock> {
  return planning.database.withPrincipal(systemPrincipal(group.clinicId, 'demo'), async () => {
    const open = await sql<{ id: string; planned_from: Date; planned_to: Date }>("select id, planned_from, session.planned_to from session join live_session live on live.session_id = session.id where live.state <> 'ended' and planned_from <= $1 order by planned_from desc", [now]);
    const good = open.find((session) => isLongEnough({ from: session.planned_from, to: session.planned_to }, now));
    for (const session of open) if (session !== good) await endLeftover(session.id, now);
    if (good) return { sessionId: good.id, from: good.planned_from, to: good.planned_to };
    return planNew(planning, group, now);
  });
}

/**
 * A block some days ahead, so that whoever leaves the group of today reads when the next one is. One that has come too near, or that lies
 * on a day without groups, is put off.
 */
export async function ensureNext(planning: Planning, group: DemoGroup, live: DemoBlock): Promise<void> {
  const us = systemPrincipal(group.clinicId, 'demo');
  await planning.database.withPrincipal(us, async () => {
    const at = nextGroupDay(new Date(live.from.getTime() + 2 * day), demoClinic.zone);
    const [known] = await sql<{ id: string; planned_from: Date; planned_to: Date }>("select id, planned_from, session.planned_to from session join live_session live on live.session_id = session.id where live.state = 'planned' and planned_from > $1 order by planned_from limit 1", [live.from]);
    if (!known) await planNew(planning, group, at);
    else if (known.planned_from.getTime() < live.to.getTime() + day / 2 || !isGroupDay(known.planned_from, demoClinic.zone)) {
      await planning.move.run(us, known.id, { from: at, to: new Date(known.planned_to.getTime() + at.getTime() - known.planned_from.getTime()) });
    }
  });
}

async function endLeftover(sessionId: string, now: Date): Promise<void> {
  await sql("update live_session set state = 'ended', ended_at = $2, ended_by = 'time_limit' where session_id = $1", [sessionId, now]);
  await sql("update admission set state = 'ended', ended_at = $2, ended_because = 'session_ended', state_since = $2 where session_id = $1 and ended_at is null", [sessionId, now]);
  await sql('update room set closed_at = $2 where session_id = $1 and closed_at is null', [sessionId, now]);
}

async function planNew({ plan, give }: Planning, { clinicId, cohortId, seated }: DemoGroup, now: Date): Promise<DemoBlock> {
  const us = systemPrincipal(clinicId, 'demo');
  const [cohort] = await sql<{ name: string }>('select name from cohort where id = $1', [cohortId]);
  const { from, to, segments } = planBlock(now);
  const sessionId = await plan.run(us, { kind: 'block', cohortId, title: cohort?.name ?? '', zone: demoClinic.zone, from, to, segments });
  for (const { personId, role } of seated) await give.run(us, { sessionId, personId, role });
  return { sessionId, from, to };
}
