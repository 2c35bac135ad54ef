const DELAYS_MS = [200, 1000, 3000];
const WINDOW_MS = 60_000;

/**
 * What follows a death, from the instants (ms) of all deaths of that child so far, the latest last: a delay before the next start, or null when it is the
 * fourth within 60 s and the whole must end.
 *
 * @param {number[]} deaths
 */
export function delayAfter(deaths) {
  const latest = deaths.at(-1) ?? 0;
  const recent = deaths.filter((at) => latest - at < WINDOW_MS).length;
  return DELAYS_MS[recent - 1] ?? null;
}
