/** How somebody came to this page: by a link with its secret, back to a visit, or without either. */
export type Arrival = { readonly kind: 'link'; readonly token: string } | { readonly kind: 'visit'; readonly seatId: string } | { readonly kind: 'lost' };

const seatPath = /^\/visit\/([0-9a-f-]{36})\/?$/;

/**
 * Reads the address once and takes the link's secret out of it before anything else runs, so that neither the history nor a screenshot
 * keeps it. From then on the secret lives in memory only.
 */
export function arrive(place: Pick<Location, 'pathname' | 'hash'>, history: Pick<History, 'replaceState' | 'state'>): Arrival {
  const token = place.hash.slice(1);
  if (place.hash !== '') history.replaceState(history.state, '', place.pathname);
  if (place.pathname.replace(/\/$/, '') === '/j' && token !== '') return { kind: 'link', token };
  const seatId = seatPath.exec(place.pathname)?.[1];
  return seatId ? { kind: 'visit', seatId } : { kind: 'lost' };
}
