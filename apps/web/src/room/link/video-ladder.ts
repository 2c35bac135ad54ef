import type { VideoRung } from './sfu-room.js';

const rungs = ['full', 'small', 'speaker', 'sound'] as const satisfies readonly VideoRung[];

/** Poor for this long: one rung down. Good for this long: one rung up, if it was not the person who went down. Milliseconds. */
const poorFor = 10_000;
const goodFor = 30_000;

export interface Ladder {
  readonly rung: VideoRung;
  /** `person`: the "Save data" switch. `line`: went down by itself. `kept`: the person undid that; it stays up until the line was good. */
  readonly by: 'nobody' | 'person' | 'line' | 'kept';
  readonly quality: 'good' | 'poor';
  readonly since: number;
}

export type LadderEvent = { readonly kind: 'quality'; readonly own: 'good' | 'poor' } | { readonly kind: 'tick' } | { readonly kind: 'save_data'; readonly on: boolean } | { readonly kind: 'undo' };

export function topOfLadder(at: number): Ladder {
  return { rung: 'full', by: 'nobody', quality: 'good', since: at };
}

/**
 * How much video to ask for after an event at `at` (monotonic milliseconds): 360p, 180p, who speaks, sound only.
 * Never throws; gives back the same object when nothing changed.
 */
export function afterLadderEvent(before: Ladder, event: LadderEvent, at: number): Ladder {
  switch (event.kind) {
    case 'quality':
      return event.own === before.quality ? before : { ...before, quality: event.own, since: at };
    case 'save_data':
      return event.on ? { ...before, rung: 'sound', by: 'person', since: at } : { ...before, rung: 'full', by: 'nobody', since: at };
    case 'undo':
      return { ...before, rung: 'full', by: 'kept', since: at };
    case 'tick':
      return afterTick(before, at);
  }
}

function afterTick(before: Ladder, at: number): Ladder {
  const lasted = at - before.since;
  if (before.by === 'person') return before;
  if (before.by === 'kept') return before.quality === 'good' && lasted >= goodFor ? { ...before, by: 'nobody', since: at } : before;
  if (before.quality === 'poor' && lasted >= poorFor) return move(before, 1, at);
  if (before.quality === 'good' && lasted >= goodFor) return move(before, -1, at);
  return before;
}

function move(before: Ladder, by: 1 | -1, at: number): Ladder {
  const rung = rungs[rungs.indexOf(before.rung) + by];
  if (!rung) return before;
  return { ...before, rung, by: rung === 'full' ? 'nobody' : 'line', since: at };
}
