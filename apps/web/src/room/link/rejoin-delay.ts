import type { EndReason } from './connection.js';

/** Waits before the next own try, ms. The first is at once; afterwards every five seconds for as long as the page lives. */
const waits = [0, 300, 800, 1_500, 2_500, 4_000] as const;
const longest = 5_000;

/**
 * How long to wait before try number `tries` (0 is the first), with up to a fifth on top so that a whole group does not return in one instant.
 * `random` gives [0, 1). Never throws.
 */
export function rejoinDelay(tries: number, random: () => number): number {
  const wait = waits[tries] ?? longest;
  return Math.round(wait * (1 + random() / 5));
}

type EndOfRefusal = Exclude<EndReason, 'left'>;

/** Codes after which the server will not have this page back, and what they mean here; all others are tried again. */
const finalCodes: Readonly<Record<string, EndOfRefusal>> = {
  removed: 'removed',
  session_ended: 'ended',
  taken_over: 'taken_over',
  not_admitted: 'lobby',
  left: 'stayed_away',
};

/** What a refused pass means: an end, or null for "try again". Never throws. */
export function endOfRefusal(code: string | null): EndOfRefusal | null {
  return code === null ? null : (finalCodes[code] ?? null);
}
