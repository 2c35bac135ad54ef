import type { RoomPass, RouteOutput, Visit } from '#contracts/routes';
import type { CallErrorCode } from '../api/call-error.js';
import type { SeatLive } from '../api/live-client.js';
import type { Arrival } from './arrival.js';

type Redeemed = RouteOutput<'redeemLink'>;
export type EarlyLink = Extract<Redeemed, { kind: 'early' }>;
export type DeadLink = Omit<Extract<Redeemed, { kind: 'dead' }>, 'zone'> & { readonly zone: string | null };

/** The link is good and this browser is not: it keeps no cookies, or cannot hold a video call; then with the link, to be opened elsewhere. */
export type StoppedLink = { readonly kind: 'no-cookies'; readonly clinic: ClinicCard } | { readonly kind: 'other-browser'; readonly clinic: ClinicCard; readonly address: string };
type ClinicCard = EarlyLink['clinic'];

/** Everything that decides which screen is shown. The server's `visit` leads; the rest is what only this tab knows. */
export interface JourneyState {
  readonly arrival: Arrival;
  /** What the link turned out to be, when it did not open. */
  readonly link: EarlyLink | DeadLink | StoppedLink | { readonly kind: 'unknown' } | null;
  readonly visit: Visit | null;
  /** The visit could not be read at all. */
  readonly unread: CallErrorCode | null;
  /** Why the last thing the person tried did not work. */
  readonly problem: CallErrorCode | null;
  /** What the server said of it: which field, or why a name cannot be shown. */
  readonly about: string | null;
  readonly busy: boolean;
  /** Camera and microphone were seen to in this tab. */
  readonly devicesReady: boolean;
  /** A step the person goes back to although the server has moved on. */
  readonly again: 'name' | 'devices' | 'gate' | 'agreement' | null;
  readonly takenOver: boolean;
  readonly left: boolean;
  /** Pressed to return after having left; until the server has let them back. */
  readonly comingBack: boolean;
  /** Asked to step out, and gone back to the waiting room since. */
  readonly returned: boolean;
  /** The waiting room is not open yet. */
  readonly lobbyClosed: boolean;
  readonly live: SeatLive | null;
  readonly pass: RoomPass | null;
}

export type Screen =
  | 'lost' | 'link' | 'early' | 'dead' | 'unknown' | 'no-cookies' | 'other-browser' | 'loading' | 'unread'
  | 'pin' | 'name' | 'devices' | 'gate' | 'agreement' | 'declined' | 'driving'
  | 'lobby' | 'room' | 'left' | 'taken-over' | 'removed' | 'thanks';

export function firstState(arrival: Arrival): JourneyState {
  return {
    arrival, link: null, visit: null, unread: null, problem: null, about: null, busy: false, devicesReady: false, again: null,
    takenOver: false, left: false, comingBack: false, returned: false, lobbyClosed: false, live: null, pass: null,
  };
}

/** The one screen for a state. Total: every state has one. */
export function screenOf(state: JourneyState): Screen {
  const { visit, link } = state;
  if (!visit) {
    if (link) return link.kind;
    if (state.arrival.kind === 'visit') return state.unread ? 'unread' : 'loading';
    return state.arrival.kind;
  }
  if (link?.kind === 'dead') return 'dead';
  if (state.left || visit.step === 'ended') return 'thanks';
  // Somebody who may return is at the lobby's door for the server; the page first tells what happened, and lets them choose.
  if (visit.step === 'removed' || (visit.step === 'lobby' && visit.mayReturn && !state.returned)) return 'removed';
  if (state.takenOver) return 'taken-over';
  // Told by the server: after a reload, in another tab or on another device, only a press leads back in.
  if (visit.step === 'left' && !state.comingBack) return 'left';
  return stepOf(state, visit);
}

function stepOf({ again, devicesReady, pass, live }: JourneyState, visit: Visit): Screen {
  if (visit.step === 'pin') return 'pin';
  if (again) return again;
  if (visit.step === 'name' || visit.step === 'declined' || visit.step === 'driving' || visit.step === 'removed') return visit.step;
  // Between the name and the questions comes what only this device can answer.
  if (!devicesReady) return 'devices';
  if (visit.step === 'gate' || visit.step === 'agreement') return visit.step;
  return visit.step === 'room' && pass && live ? 'room' : 'lobby';
}

/** "Step 2 of 4", for the screens that are steps. */
export function progressOf(screen: Screen): { step: number; of: number } | null {
  const at = ['name', 'devices', 'gate', 'agreement'].indexOf(screen);
  return at < 0 ? null : { step: at + 1, of: 4 };
}
