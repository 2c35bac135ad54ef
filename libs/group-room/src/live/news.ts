import type { SeatId } from '#kernel';
import type { LiveSession } from '../persistence/live-sessions.js';
import type { Change } from './told.js';

/** From which version of an audience's view to which. */
interface Step {
  readonly since: number;
  readonly version: number;
}

/** One change or several in a row, as one thing to tell. */
export interface News {
  readonly session: Pick<LiveSession, 'clinicId' | 'sessionId'>;
  readonly change: Change;
  readonly staff: Step;
  /** Null when those inside have nothing to hear of it. */
  readonly seats: Step | null;
}

/** Which versions a change of this kind raises. */
export function audiencesOf(change: Change): ('staff' | 'seats')[] {
  return change.peers || change.session ? ['staff', 'seats'] : ['staff'];
}

/** session: with the versions that `LiveSessions.raise` returned for this change. */
export function newsOf(session: LiveSession, change: Change): News {
  const step = (version: number): Step => ({ since: version - 1, version });
  return { session, change, staff: step(session.staffVersion), seats: audiencesOf(change).includes('seats') ? step(session.seatsVersion) : null };
}

/** Both as one; what is told is read anew, so their order does not matter. Both are of one session, with no version between them that is not told. */
export function together(a: News, b: News): News {
  const both = (x: readonly SeatId[] = [], y: readonly SeatId[] = []): SeatId[] => [...new Set([...x, ...y])];
  const { change: one } = a;
  const { change: other } = b;
  const change = { rows: both(one.rows, other.rows), own: both(one.own, other.own), session: Boolean(one.session || other.session), ...((one.peers || other.peers) && { peers: both(one.peers, other.peers) }) };
  return { session: a.session, change, staff: joined(a.staff, b.staff), seats: a.seats && b.seats ? joined(a.seats, b.seats) : (a.seats ?? b.seats) };
}

function joined(a: Step, b: Step): Step {
  return { since: Math.min(a.since, b.since), version: Math.max(a.version, b.version) };
}
