import type { RoomPass, RouteOutput, Visit } from '#contracts/routes';
import type { CallErrorCode } from '../api/call-error.js';
import type { SeatLive } from '../api/live-client.js';
import type { Arrival } from './arrival.js';

type Redeemed = RouteOutput<'redeemLink'>;
export type EarlyLink = Extract<Redeemed, { kind: 'early' }>;
export type DeadLink = Omit<Extract<Redeemed, { kind: 'dead' }>, 'zone'> & { readonly zone: string | null };
type ClinicCard = EarlyLink['clinic'];

/** Where this page is: without a link, before one that is not open yet or any more, or at a visit. */
export type Whereabouts =
  | { readonly at: 'lost' }
  | { readonly at: 'link'; readonly token: string }
  | { readonly at: 'early'; readonly token: string; readonly link: EarlyLink }
  | { readonly at: 'dead'; readonly link: DeadLink }
  /** Nobody knows the link, or this device does not know the visit: only a link helps. */
  | { readonly at: 'unknown' }
  /** The link is good and this browser keeps no cookies. */
  | { readonly at: 'no-cookies'; readonly clinic: ClinicCard }
  /** The link is good and this browser cannot hold a video call. `address`: the link, to be opened elsewhere. */
  | { readonly at: 'other-browser'; readonly clinic: ClinicCard; readonly address: string }
  /** The visit is being read; `unread`: why that failed. */
  | { readonly at: 'opening'; readonly seatId: string; readonly unread: CallErrorCode | null }
  /** The server's `visit` leads; the course is what only this page knows. */
  | { readonly at: 'visit'; readonly visit: Visit; readonly course: Course };

/** How far this page is with the visit. Where it leaves something open, the server's step decides. */
export type Course =
  /** Camera and microphone are still to be seen to. */
  | { readonly kind: 'asked'; readonly again: Question | null; readonly pressed: Press | null }
  /** They are: who has no question left waits to be let in. `lobby`: before its time it is closed. */
  | { readonly kind: 'ready'; readonly again: Question | null; readonly pressed: Press | null; readonly live: SeatLive | null; readonly lobby: 'open' | 'closed' }
  | { readonly kind: 'inside'; readonly live: SeatLive; readonly pass: RoomPass }
  | { readonly kind: 'gone'; readonly why: 'left' | 'taken_over' };

/** A question that is gone back to although the server has moved on. */
type Question = 'gate' | 'agreement';
/** What leads past a goodbye, until the person is in: back after having left, or here after another page had taken the visit. */
type Press = 'back' | 'here';

export interface JourneyState {
  readonly where: Whereabouts;
  readonly busy: boolean;
  /** Why the last thing the person tried did not work. */
  readonly problem: CallErrorCode | null;
  /** What the server said of it: which field, or why a name cannot be shown. */
  readonly about: string | null;
}

/** What each screen cannot be drawn without. A screen is added here, and then misses its place in the map that draws it. */
interface OuterScreens {
  lost: unknown;
  unknown: unknown;
  link: unknown;
  early: { readonly link: EarlyLink };
  dead: { readonly link: DeadLink };
  'no-cookies': { readonly clinic: ClinicCard };
  'other-browser': { readonly clinic: ClinicCard; readonly address: string };
  loading: unknown;
  unread: { readonly code: CallErrorCode };
}

/** The same for the screens of a visit, which have the visit besides. */
interface VisitScreens {
  pin: unknown;
  name: unknown;
  devices: unknown;
  gate: unknown;
  agreement: { readonly agreement: NonNullable<Visit['agreement']> };
  declined: unknown;
  driving: unknown;
  lobby: { readonly live: SeatLive | null; readonly lobby: 'open' | 'closed' };
  room: { readonly live: SeatLive; readonly pass: RoomPass };
  thanks: { readonly why: 'left' | 'over' };
  left: unknown;
  'taken-over': unknown;
  removed: unknown;
}

export type OuterScreen<Name extends keyof OuterScreens = keyof OuterScreens> = { [One in Name]: { readonly name: One } & OuterScreens[One] }[Name];
export type VisitScreen<Name extends keyof VisitScreens = keyof VisitScreens> = { [One in Name]: { readonly name: One; readonly visit: Visit } & VisitScreens[One] }[Name];
export type Screen = OuterScreen | VisitScreen;

export const notAsked: Extract<Course, { kind: 'asked' }> = { kind: 'asked', again: null, pressed: null };

export function firstState(arrival: Arrival): JourneyState {
  return { where: whereFrom(arrival), busy: false, problem: null, about: null };
}

function whereFrom(arrival: Arrival): Whereabouts {
  if (arrival.kind === 'link') return { at: 'link', token: arrival.token };
  return arrival.kind === 'visit' ? { at: 'opening', seatId: arrival.seatId, unread: null } : { at: 'lost' };
}

/** The visit as the server told it last; null while there is none. */
export function visitOf({ where }: JourneyState): Visit | null {
  return where.at === 'visit' ? where.visit : null;
}

/** The same place with another visit or course. Outside a visit nothing changes. */
export function moved(where: Whereabouts, part: { visit?: Visit; course?: Course }): Whereabouts {
  return where.at === 'visit' ? { ...where, ...part } : where;
}

/** Whether the server has ended the stay, so that only a press leads on. */
export function isOver(visit: Visit, course: Course): boolean {
  return visit.step === 'ended' || isOut(visit) || (visit.step === 'left' && !pressedFor(course, 'back'));
}

/** Whether this press is what leads the person on. */
export function pressedFor(course: Course, press: Press): boolean {
  return (course.kind === 'asked' || course.kind === 'ready') && course.pressed === press;
}

/** The one screen for a state. Total: every state has one. */
export function screenOf({ where }: JourneyState): Screen {
  switch (where.at) {
    case 'visit':
      return visitScreen(where.visit, where.course);
    case 'opening':
      return where.unread ? { name: 'unread', code: where.unread } : { name: 'loading' };
    case 'early':
    case 'dead':
      return { name: where.at, link: where.link } as OuterScreen;
    case 'no-cookies':
      return { name: where.at, clinic: where.clinic };
    case 'other-browser':
      return { name: where.at, clinic: where.clinic, address: where.address };
    default:
      return { name: where.at };
  }
}

function visitScreen(visit: Visit, course: Course): VisitScreen {
  if (visit.step === 'ended') return { name: 'thanks', visit, why: 'over' };
  if (course.kind === 'gone' && course.why === 'left') return { name: 'thanks', visit, why: 'left' };
  if (isOut(visit)) return { name: 'removed', visit };
  if (course.kind === 'gone') return { name: 'taken-over', visit };
  // Told by the server: after a reload, in another tab or on another device, only a press leads back in.
  if (isOver(visit, course)) return { name: 'left', visit };
  return course.kind === 'inside' ? { name: 'room', visit, live: course.live, pass: course.pass } : nextScreen(visit, course);
}

// Somebody who may return is at the lobby's door for the server; the page first tells what happened, and lets them choose.
function isOut({ step, mayReturn }: Visit): boolean {
  return step === 'removed' || (step === 'lobby' && mayReturn === true);
}

function nextScreen(visit: Visit, course: Extract<Course, { pressed: unknown }>): VisitScreen {
  const { step } = visit;
  if (step === 'pin') return { name: step, visit };
  if (course.again) return questionScreen(course.again, visit);
  if (step === 'name' || step === 'declined' || step === 'driving') return { name: step, visit };
  // Between the name and the questions comes what only this device can answer.
  if (course.kind === 'asked') return { name: 'devices', visit };
  if (step === 'gate' || step === 'agreement') return questionScreen(step, visit);
  return { name: 'lobby', visit, live: course.live, lobby: course.lobby };
}

function questionScreen(question: Question, visit: Visit): VisitScreen {
  if (question === 'gate') return { name: question, visit };
  return visit.agreement ? { name: question, visit, agreement: visit.agreement } : { name: 'declined', visit };
}
