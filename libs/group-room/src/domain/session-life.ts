import type { SessionState } from '#kernel';

/** By whom or what a session ended: a host, 15 minutes without one, or an hour past the plan. */
export const sessionEndings = ['host', 'nobody_left', 'time_limit'] as const;
export type EndedBy = (typeof sessionEndings)[number];

/** Minutes after the last host left until a session ends by itself. */
export const minutesWithoutHost = 15;
/** Minutes past its plan that a session may go on at most, a host inside or not. */
export const minutesPastPlan = 60;
/** Places in the SFU beyond the group and its staff: a second connection while the first one dies. */
const slackPlaces = 4;
/** Seconds after which somebody who closed the page themselves is shown as left instead of dropped. */
export const closedPageGraceSeconds = 60;

export interface LifeFacts {
  readonly state: SessionState;
  readonly plannedTo: Date;
  readonly lobbyOpensAt: Date;
  readonly firstHostAt: Date | null;
  readonly hostsGoneAt: Date | null;
}

/** Whether people may wait and hosts may open the room. */
export function lobbyStanding(session: LifeFacts, now: Date): 'early' | 'open' | 'over' {
  if (session.state === 'ended' || now.getTime() >= session.plannedTo.getTime() + minutesPastPlan * 60_000) return 'over';
  return now < session.lobbyOpensAt ? 'early' : 'open';
}

/** Whether a host is connected now, so that nobody whom we let in is alone. */
export function hostInside(session: Pick<LifeFacts, 'state' | 'firstHostAt' | 'hostsGoneAt'>): boolean {
  return session.state === 'live' && session.firstHostAt !== null && session.hostsGoneAt === null;
}

/** The SFU's own cap: the group, its staff and some slack. */
export function sfuCapacity(groupCapacity: number, staffSeats: number): number {
  return groupCapacity + staffSeats + slackPlaces;
}
