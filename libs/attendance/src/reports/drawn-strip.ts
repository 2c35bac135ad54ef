import { clip, isEmpty, type Interval } from '#kernel';
import type { records } from '#contracts';
import type { StripPiece } from '../domain/strip.js';
import type { z } from 'zod';

type DrawnPiece = z.output<typeof records.StripPiece>;

/** The time that a strip shows: the plan, and what runs past it. Epoch milliseconds. */
export function drawnTime(planned: Interval, endedMs: number | null, asOfMs: number, isLive: boolean): Interval {
  const last = endedMs ?? (isLive ? asOfMs : planned.to);
  return { from: planned.from, to: Math.max(planned.to, last) };
}

/** A strip in whole seconds from the start of what is drawn. Never throws. */
export function drawStrip(strip: readonly StripPiece[], drawn: Interval): DrawnPiece[] {
  return strip.flatMap((piece) => {
    const part = clip(piece, drawn);
    if (isEmpty(part)) return [];
    return [{ kind: piece.kind, from: Math.round((part.from - drawn.from) / 1000), to: Math.round((part.to - drawn.from) / 1000) }];
  });
}
