import { intersect, type Interval } from '#kernel';
import type { Edge, EdgeSource, Stretch } from './edge.js';
import { segmentCounts, type Rules } from './rules.js';
import type { Timeline } from './timeline.js';

/** One line of the answer to "why these minutes?", in time order. `evidenceIds` opens the rows behind it. */
export interface ExplanationRow {
  readonly atMs: number;
  readonly earliestMs: number;
  readonly latestMs: number;
  readonly change: 'present' | 'away' | 'stops_counting' | 'counts_again';
  readonly source: EdgeSource;
  readonly evidenceIds: readonly string[];
}

/**
 * Every edge of presence, and every edge of a part that does not count while the person was present.
 * stretches: from `presenceStretches`. Never throws.
 */
export function explain(stretches: readonly Stretch[], timeline: Timeline, rules: Rules): ExplanationRow[] {
  const rows = stretches.flatMap(({ start, end }) => [rowOf(start, 'present'), rowOf(end, 'away')]);
  for (const segment of timeline.segments.filter((one) => !segmentCounts(one, rules))) {
    for (const { from, to } of intersect([segment], stretches.map(asInterval))) {
      rows.push(ruleRow(from, 'stops_counting', segment.id), ruleRow(to, 'counts_again', segment.id));
    }
  }
  return rows.sort((a, b) => a.atMs - b.atMs || order.indexOf(a.change) - order.indexOf(b.change));
}

/** At one and the same instant: first what ends, then what begins. */
const order: readonly ExplanationRow['change'][] = ['counts_again', 'away', 'present', 'stops_counting'];

const asInterval = ({ start, end }: Stretch): Interval => ({ from: start.atMs, to: end.atMs });

function rowOf({ atMs, earliestMs, latestMs, source, evidenceIds }: Edge, change: ExplanationRow['change']): ExplanationRow {
  return { atMs, earliestMs, latestMs, change, source, evidenceIds };
}

function ruleRow(atMs: number, change: ExplanationRow['change'], segmentId: string): ExplanationRow {
  return { atMs, earliestMs: atMs, latestMs: atMs, change, source: 'segment', evidenceIds: [segmentId] };
}
