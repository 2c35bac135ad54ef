import type { StayState } from '#kernel';
import type { Standing, StayEnding } from '../domain/admission.js';

/** Joins the stay that says where seat `s` stands now: the open one, else the one that ended last. */
export const lastStay = `left join lateral (select * from admission where admission.clinic_id = s.clinic_id and admission.seat_id = s.id
  order by admission.ended_at is null desc, admission.ended_at desc, admission.came_at desc limit 1) a on true`;

/** Columns of `lastStay` that `standingFrom` needs. */
export const standingColumns = `a.state as "stayState", a.ended_because as "endedBecause", a.may_return as "mayReturn", a.admitted_at as "admittedAt"`;

export interface StandingColumns {
  readonly stayState: StayState | 'ended' | null;
  readonly endedBecause: StayEnding | null;
  readonly mayReturn: boolean | null;
  readonly admittedAt: Date | null;
}

/** Where a seat stands by its last stay. Somebody who was inside when the session ended has left; one who only waited did not come in. */
export function standingFrom(row: StandingColumns): Standing {
  if (row.stayState === null) return { state: 'expected' };
  if (row.stayState !== 'ended') return { state: row.stayState };
  if (row.endedBecause === 'removed') return { state: 'removed', mayReturn: row.mayReturn === true };
  return { state: row.endedBecause === 'session_ended' && row.admittedAt ? 'left' : 'expected' };
}
