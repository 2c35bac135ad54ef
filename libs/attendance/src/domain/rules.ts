import type { TimelineSegment } from './timeline.js';

/** How presence becomes minutes. Dated, of a clinic or a program; a result names the one that it used. */
export interface Rules {
  readonly version: string;
  /** `exclude`: each gap is away. `bridge`: gaps of at most `bridgeSeconds` are counted as presence. */
  readonly gapPolicy: 'exclude' | 'bridge';
  readonly bridgeSeconds: number | null;
  readonly breakCounts: boolean;
  /** Whether minutes after the planned end count; either way they are shown. */
  readonly pastPlanCounts: boolean;
}

/** Whether a part of the block counts. The rule decides about breaks, the block itself about all other parts. Never throws. */
export function segmentCounts(segment: TimelineSegment, rules: Rules): boolean {
  return segment.kind === 'break' ? rules.breakCounts : segment.counts;
}
