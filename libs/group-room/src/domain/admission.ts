import type { StandingState, StayState } from '#kernel';

/**
 * Where one seat stands in a session, as staff see it. `expected`: has not come yet. `removed` with `mayReturn`: the lobby is open again.
 * All from `checking` to `left` are one stay, kept as one row.
 */
export type Standing = { readonly state: Exclude<StandingState, 'removed'> } | { readonly state: 'removed'; readonly mayReturn: boolean };

/** Why a stay ended. */
export const stayEndings = ['back_to_lobby', 'removed', 'session_ended', 'withdrawn'] as const;
export type StayEnding = (typeof stayEndings)[number];

/**
 * What may happen to a seat. By the person: check, enter_lobby, give_up (leave before being admitted), leave, come_back. By a host:
 * hold, admit, back_to_lobby, remove. By the media server's news: connect, drop; by the keeper: settle (a closed page becomes "left"). By the
 * plan: withdraw (the seat was taken back; given again, its person comes as if for the first time).
 */
const moves = {
  check: { from: ['expected'], to: 'checking' },
  enter_lobby: { from: ['expected', 'checking'], to: 'waiting' },
  give_up: { from: ['checking', 'waiting', 'held'], to: 'expected' },
  hold: { from: ['waiting', 'held'], to: 'held' },
  admit: { from: ['waiting', 'held'], to: 'admitted' },
  connect: { from: ['admitted', 'in', 'dropped', 'left'], to: 'in' },
  drop: { from: ['admitted', 'in'], to: 'dropped' },
  settle: { from: ['dropped'], to: 'left' },
  leave: { from: ['admitted', 'in', 'dropped'], to: 'left' },
  come_back: { from: ['left'], to: 'admitted' },
  back_to_lobby: { from: ['admitted', 'in', 'dropped', 'left'], to: 'waiting' },
  remove: { from: ['checking', 'waiting', 'held', 'admitted', 'in', 'dropped', 'left'], to: 'removed' },
  withdraw: { from: ['checking', 'waiting', 'held', 'admitted', 'in', 'dropped', 'left'], to: 'expected' },
} as const satisfies Record<string, { from: readonly StandingState[]; to: StandingState }>;

export type Move = keyof typeof moves;

/** States of an open stay from which this may happen; what persistence puts into the one statement that decides. */
export function sourcesOf(move: Move): readonly StandingState[] {
  return moves[move].from;
}

/** Whether somebody who stands there goes into the room by connecting, without being asked for, asking anybody or pressing anything. */
export function goesStraightIn(state: StandingState): boolean {
  return isShownToPeers(state);
}

/** Whether a host let them in during this stay: they need nobody's leave to return. */
export function wasLetIn(state: StandingState): boolean {
  return goesStraightIn(state) || state === 'left';
}

/** Standings in which an open page, and nothing else, says that the person is there. */
export const beforeTheRoom: readonly StandingState[] = ['checking', 'waiting', 'held', 'admitted'];

/** Where others in the room may see the name, and a place of the group is taken: connected, about to connect, or just dropped. */
export const amongPeers = ['admitted', 'in', 'dropped'] as const satisfies readonly StayState[];

export function isShownToPeers(state: StandingState): boolean {
  return (amongPeers as readonly string[]).includes(state);
}

/**
 * The next standing, or `undefined` when the move is not possible from here: then nothing changes. `mayReturn` counts for `remove` only.
 * A drop and a reload return straight in, "left" by a press; back-to-lobby and removed never do. Never throws.
 */
export function next(standing: Standing, move: Move, mayReturn = false): Standing | undefined {
  if (move === 'enter_lobby' && standing.state === 'removed') return standing.mayReturn ? { state: 'waiting' } : undefined;
  if (!sourcesOf(move).includes(standing.state)) return undefined;
  const { to } = moves[move];
  return to === 'removed' ? { state: 'removed', mayReturn } : { state: to };
}
