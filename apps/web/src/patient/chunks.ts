import type { SeatLive } from '../api/live-client.js';
import { startTexts } from '../i18n/i18n.js';
import { loadRoom } from './room-chunk.js';

/** The parts that are not needed for the first screen, each fetched once, ahead of its use. */
export async function loadVisit() {
  const [screens] = await Promise.all([import('./visit-screens.js'), startTexts(['patient'])]);
  return screens;
}

export const loadAfterLink = () => import('./screens/after-link-screens.js');

export async function loadStopped() {
  const [screens] = await Promise.all([import('./screens/stopped-screens.js'), startTexts(['patient'])]);
  return screens;
}

const loadLive = () => import('../api/live.js');

/** Opens the live session as one seat; brings the socket library when it is first needed. */
export async function openSeat(seatId: string): Promise<SeatLive> {
  const { openLive } = await loadLive();
  return openLive({ as: 'seat', seatId });
}

/** While the person reads and types, so that being let in is one connection and no download. A failure shows when the part is needed. */
export function fetchAhead(part: 'visit' | 'room'): void {
  const parts = part === 'visit' ? [loadVisit, loadAfterLink] : [loadLive, loadRoom];
  for (const load of parts) void load().catch(() => undefined);
  // The link page does without our font; the visit's first screen should not wait for it.
  if (part === 'visit') void document.fonts?.load('1em "Inter Variable"').catch(() => undefined);
}
