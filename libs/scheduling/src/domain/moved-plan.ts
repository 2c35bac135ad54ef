import type { Interval, SessionState } from '#kernel';
import { instant, lengthProblem, type PlanProblem, type When } from './session-plan.js';

/** A session as it stands in the plan, as far as a move concerns it. */
export interface StandingPlan {
  readonly zone: string;
  readonly from: Date;
  readonly state: SessionState;
  /** The end of its last segment; null for a session without segments. */
  readonly lastSegmentTo: Date | null;
}

export type MoveRefusal = { readonly kind: 'refused'; readonly reason: Exclude<SessionState, 'planned'> | PlanProblem };

/** Epoch milliseconds. */
export interface Moved extends Interval {
  readonly kind: 'moved';
  /** How far its segments go with it: they follow the start, minute for minute. Negative when it comes earlier. */
  readonly byMs: number;
}

/**
 * Where a session lies after a move. One that people are in, or that is over, stays where it was: its minutes are told by its plan. A
 * new length must still hold the segments. Pure; never throws.
 */
export function movedPlan(plan: StandingPlan, wish: { readonly from: When; readonly to: When }): Moved | MoveRefusal {
  if (plan.state !== 'planned') return { kind: 'refused', reason: plan.state };
  const [from, to] = [instant(wish.from, plan.zone), instant(wish.to, plan.zone)];
  if (from === undefined || to === undefined) return { kind: 'refused', reason: 'no_such_time' };
  const problem = lengthProblem({ from, to });
  if (problem) return { kind: 'refused', reason: problem };
  const byMs = from - plan.from.getTime();
  const isCut = plan.lastSegmentTo !== null && plan.lastSegmentTo.getTime() + byMs > to;
  return isCut ? { kind: 'refused', reason: 'segment_outside' } : { kind: 'moved', from, to, byMs };
}
