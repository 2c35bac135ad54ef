import type { Audience, LiveSession } from '../persistence/live-sessions.js';
import { changedTogether, type Change } from './told.js';

/** From which version of an audience's view to which. */
interface Step {
  readonly since: number;
  readonly version: number;
}

/** One change or several in a row, as one thing to tell. */
export interface News {
  readonly session: Pick<LiveSession, 'clinicId' | 'sessionId'>;
  readonly change: Change;
  /** Null when an audience has nothing to hear of it. */
  readonly staff: Step | null;
  readonly seats: Step | null;
}

/** Which versions a change raises. What a seat hears of itself goes by the version of the staff. */
export function audiencesOf({ session, topics }: Change): Audience[] {
  const isFor = { staff: session || topics.some(({ topic }) => topic.staff ?? topic.own), seats: session || topics.some(({ topic }) => topic.seats) };
  return (['staff', 'seats'] as const).filter((audience) => isFor[audience]);
}

/** session: with the versions that `LiveSessions.raise` returned for this change. */
export function newsOf(session: LiveSession, change: Change): News {
  const heard = audiencesOf(change);
  const step = (audience: Audience, version: number): Step | null => (heard.includes(audience) ? { since: version - 1, version } : null);
  return { session, change, staff: step('staff', session.staffVersion), seats: step('seats', session.seatsVersion) };
}

/** Both as one; what is told is read anew, so their order does not matter. Both are of one session, with no version between them that is not told. */
export function together(a: News, b: News): News {
  return { session: a.session, change: changedTogether(a.change, b.change), staff: joined(a.staff, b.staff), seats: joined(a.seats, b.seats) };
}

function joined(a: Step | null, b: Step | null): Step | null {
  return a && b ? { since: Math.min(a.since, b.since), version: Math.max(a.version, b.version) } : (a ?? b);
}
