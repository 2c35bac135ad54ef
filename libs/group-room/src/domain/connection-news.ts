import type { StayState } from '#kernel';
import { sourcesOf } from './admission.js';

/** What is known of the connections of one open stay. */
export interface HeardStay {
  readonly state: StayState;
  /** The newest connection heard of, alive or not, and when it began by the SFU's clock (epoch milliseconds). */
  readonly connectedSid: string | null;
  readonly connectedAtMs: number | null;
  readonly closedCleanly: boolean;
  /** Our clock, epoch milliseconds. */
  readonly stateSinceMs: number;
}

export type News =
  | { readonly what: 'active'; readonly participantSid: string; readonly joinedAtMs: number; readonly seenAtMs?: number }
  | { readonly what: 'ended'; readonly participantSid: string; readonly joinedAtMs: number; readonly clean: boolean };

/**
 * What a stay becomes when a connection is said to be up or gone; `undefined` when that changes nothing. Any order, any repetition: the
 * newest connection decides, and one that has ended does not come back, unless a poll (`seenAtMs`) saw it alive after it was given up.
 * Never throws.
 */
export function hear(stay: HeardStay, news: News): Omit<HeardStay, 'stateSinceMs'> | undefined {
  const isSame = stay.connectedSid === news.participantSid;
  if (!isSame && stay.connectedAtMs !== null && news.joinedAtMs < stay.connectedAtMs) return undefined;
  const connection = { connectedSid: news.participantSid, connectedAtMs: news.joinedAtMs };
  if (news.what === 'active') {
    const gone = isSame && !wasSeenSince(stay, news.seenAtMs);
    if (stay.state === 'in' ? isSame : gone || !sourcesOf('connect').includes(stay.state)) return undefined;
    return { ...connection, state: 'in', closedCleanly: false };
  }
  if (isSame && stay.state !== 'in') return undefined;
  if (!sourcesOf('drop').includes(stay.state)) return isSame || !sourcesOf('connect').includes(stay.state) ? undefined : { ...connection, state: stay.state, closedCleanly: news.clean };
  return { ...connection, state: 'dropped', closedCleanly: news.clean };
}

// A poll that began after we gave the connection up, and still lists it, knows better. Somebody who said goodbye stays gone.
function wasSeenSince(stay: HeardStay, seenAtMs: number | undefined): boolean {
  return stay.state === 'dropped' && seenAtMs !== undefined && seenAtMs > stay.stateSinceMs;
}
