import { clip, isEmpty, merge, subtract, type Interval } from '#kernel';
import { segmentCounts, type Rules } from './rules.js';
import type { Timeline } from './timeline.js';

/** A piece of the drawn bar of one person. It is for the eye: minutes never come from it. */
export interface StripPiece extends Interval {
  readonly kind: 'in' | 'gap' | 'break' | 'late' | 'out';
}

/**
 * One person's bar over `window`, without holes or overlaps: `late` before the first entry, `gap` between stays, `out` after the last or
 * when the person never came, and `break` over every part that does not count.
 *
 * stated: presence in time order. window: null (no host yet) gives an empty bar. Never throws.
 */
export function stripOf(stated: readonly Interval[], window: Interval | null, timeline: Timeline, rules: Rules): StripPiece[] {
  if (!window || isEmpty(window)) return [];
  const breaks = merge(timeline.segments.filter((segment) => !segmentCounts(segment, rules)).map((segment) => clip(segment, window)));
  const first = stated[0]?.from ?? window.from;
  const last = stated.at(-1)?.to ?? window.from;
  const away = subtract([window], stated).map((hole): StripPiece => ({ ...hole, kind: hole.to <= first ? 'late' : hole.from >= last ? 'out' : 'gap' }));
  const inside = merge(stated.map((stay) => clip(stay, window))).map((stay): StripPiece => ({ ...stay, kind: 'in' }));
  const pieces = [...away, ...inside].flatMap((piece) => subtract([piece], breaks).map((rest): StripPiece => ({ ...rest, kind: piece.kind })));
  return [...pieces, ...breaks.map((pause): StripPiece => ({ ...pause, kind: 'break' }))].sort((a, b) => a.from - b.from);
}
