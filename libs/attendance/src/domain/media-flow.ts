import type { BeatSpan } from './evidence.js';
import { edge, type Stretch } from './edge.js';
import { witnessLimits as limits } from './witness-limits.js';

/** A time during which the page says that its media flowed. */
export interface Flow {
  readonly from: number;
  readonly to: number;
  /** The last packet before it, by the page's own count; null when it counts none. */
  readonly beforeMs: number | null;
  /** The last packet that the page had seen: the flow may have ended as early as this. */
  readonly lastPacketMs: number;
  /** The last beat that speaks of it. */
  readonly saidAtMs: number;
  /** Whether the page went on beating and said that no more packets came. */
  readonly silent: boolean;
  /** When the socket that carried the last beat closed, if that came without a pause after the beat. */
  readonly closedAtMs: number | null;
  /** The spans that say when it began and when it ended. */
  readonly fromId: string;
  readonly toId: string;
}

/**
 * The times at which the page's media flowed, in order, disjoint, more than the media pause apart.
 *
 * A flow reaches back to `mediaSinceMs` and so over a pause in the beats: that is how a cut socket (media goes on, the beat that returns says
 * so) differs from a cut network (the media starts anew). It ends with the last beat, or with the last packet if silence came before it.
 * Never throws.
 */
export function mediaFlows(beats: readonly BeatSpan[]): Flow[] {
  const flows = beats.flatMap(flowOf).sort((a, b) => a.from - b.from || a.to - b.to);
  const merged: Flow[] = [];
  for (const flow of flows) {
    const last = merged.at(-1);
    if (last && flow.from - last.to <= limits.mediaPause) merged[merged.length - 1] = joinFlows(last, flow);
    else merged.push(flow);
  }
  return merged;
}

function flowOf(span: BeatSpan): Flow[] {
  if (span.mediaSinceMs === null || span.mediaUntilMs === null) return [];
  const silenceMs = span.toMs - span.mediaUntilMs;
  const to = silenceMs > limits.mediaQuiet ? span.mediaUntilMs : span.toMs;
  const closed = span.closedAtMs !== null && to === span.toMs && span.closedAtMs - to <= limits.beatPause;
  return [
    {
      from: Math.min(span.mediaSinceMs, to),
      to,
      beforeMs: span.mediaBeforeMs,
      lastPacketMs: Math.min(span.mediaUntilMs, to),
      saidAtMs: span.toMs,
      silent: silenceMs > limits.mediaPause,
      closedAtMs: closed ? span.closedAtMs : null,
      fromId: span.id,
      toId: span.id,
    },
  ];
}

/** The later beat knows how it ended: a page that fell silent says so in a new span, after one that still took the silence for nothing. */
function joinFlows(a: Flow, b: Flow): Flow {
  const later = b.saidAtMs >= a.saidAtMs ? b : a;
  const lastPacketMs = Math.max(a.lastPacketMs, b.lastPacketMs);
  return { ...later, from: a.from, to: Math.max(later.to, lastPacketMs), lastPacketMs, beforeMs: a.beforeMs, fromId: a.fromId };
}

/**
 * The last flow that began before an instant, or null. When another began only after it, the page itself says that its media was silent in
 * between, and so at the instant. Never throws.
 */
export function lastFlowBefore(flows: readonly Flow[], atMs: number): Flow | null {
  const index = flows.findLastIndex((flow) => flow.from < atMs);
  const last = flows[index];
  const later = flows[index + 1];
  if (!last || !later) return last ?? null;
  const to = Math.min(atMs, Math.max(last.to, later.beforeMs ?? last.to));
  return { ...last, to, silent: true, closedAtMs: null };
}

/**
 * The gaps between flows that lie wholly or partly in a leg: the person was away though LiveKit saw nothing.
 * Each gap runs from `media_pause` to `media_back`. Also a flow that begins well after the leg does leaves a gap, unless LiveKit had media from
 * the page by `upByMs`: a busy device counts its first packets late. Never throws.
 */
export function mediaGaps(flows: readonly Flow[], leg: { from: number; to: number; upByMs: number }): Stretch[] {
  const inside = flows.filter((flow) => flow.to > leg.from && flow.from < leg.to);
  return inside.flatMap((flow, index) => {
    const before = inside[index - 1];
    if (!before) return Math.min(flow.from, leg.upByMs) - leg.from > limits.mediaPause ? [gap(null, leg.from, flow)] : [];
    return [gap(before, before.to, flow)];
  });
}

/** The page counts the pause itself, so a gap is as long as the pause in its media even when its beats paused for longer. */
function gap(before: Flow | null, knownMs: number, after: Flow): Stretch {
  const fromMs = Math.min(after.from, Math.max(knownMs, after.beforeMs ?? knownMs));
  const paused = {
    earliestMs: before ? before.lastPacketMs - limits.stamp : knownMs,
    latestMs: after.beforeMs === null ? after.from : Math.min(after.from, fromMs + limits.beatReach),
  };
  const back = { earliestMs: Math.max(fromMs, after.from - limits.mediaPause), latestMs: after.from + limits.stamp };
  return {
    start: edge('media_pause', fromMs, paused, before ? [before.toId, after.fromId] : [after.fromId]),
    end: edge('media_back', after.from, back, [after.fromId]),
  };
}
