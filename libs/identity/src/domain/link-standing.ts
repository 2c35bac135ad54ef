import type { Interval } from '#kernel';
import type { SessionFacts } from './seat-facts.js';

const minute = 60_000;

/** Wrong PINs that one link takes. */
export const triesPerLink = 5;
/** Wrong PINs that one person takes in a day of the clinic, over all links and devices. */
export const triesPerDay = 10;

export type DeadBecause = 'new_link' | 'too_many_tries' | 'rescheduled' | 'removed' | 'discharged';

export interface Link {
  readonly worksFrom: Date;
  readonly worksTo: Date;
  readonly tries: number;
  readonly deadBecause: DeadBecause | null;
}

export type LinkStanding = { readonly kind: 'open' } | { readonly kind: 'early' } | { readonly kind: 'dead'; readonly because: 'ended' | 'replaced' | 'too_many_tries' | 'not_coming' };

/** What of a session its links depend on. */
export type LinkedSession = Pick<SessionFacts, 'plannedFrom' | 'plannedTo' | 'lobbyOpensAt'>;

/**
 * When a link works: from an hour before the session is planned, or from when its lobby opens if that is earlier, until an hour after its
 * planned end, which is the longest a session can run over. A session that ends earlier ends its links.
 */
export function linkWindow(session: LinkedSession): Interval {
  const from = Math.min(session.plannedFrom.getTime() - 60 * minute, session.lobbyOpensAt.getTime());
  return { from, to: session.plannedTo.getTime() + 60 * minute };
}

/** For so long after its time a link still says whom to call; later it is as if it had never been. */
const rememberedMs = 7 * 24 * 60 * minute;
/** Browsers that may open one link: a phone, a second one, and one of somebody who helps. */
export const devicesPerLink = 3;

/** Whether a link is so old that nothing is told of it any more. Never throws. */
export function isForgotten(link: Pick<Link, 'worksTo'>, now: Date): boolean {
  return now.getTime() >= link.worksTo.getTime() + rememberedMs;
}

/**
 * What a link is worth at `now`. What is over is told before what is early, and the end of the session before all: a person should read
 * the reason that helps them. Never throws.
 */
export function linkStanding(link: Link, seat: { withdrawn: boolean; session: Pick<SessionFacts, 'state'> }, now: Date): LinkStanding {
  if (seat.session.state === 'ended' || now >= link.worksTo) return { kind: 'dead', because: 'ended' };
  if (seat.withdrawn || link.deadBecause === 'removed' || link.deadBecause === 'discharged') return { kind: 'dead', because: 'not_coming' };
  if (link.deadBecause === 'new_link' || link.deadBecause === 'rescheduled') return { kind: 'dead', because: 'replaced' };
  if (link.deadBecause === 'too_many_tries' || link.tries >= triesPerLink) return { kind: 'dead', because: 'too_many_tries' };
  return now < link.worksFrom ? { kind: 'early' } : { kind: 'open' };
}
