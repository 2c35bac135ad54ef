/** How the inbox works; all its settings in one place. */
export const inboxLimits = {
  /** Days for which a handled webhook is kept: longer than any question about a delivery, and its evidence stays. */
  keptDays: 30,
  /** An event that fails this often is put aside. */
  tries: 5,
  /** Milliseconds until the second try; each further pause is four times as long: 5, 20, 80, 320 s. */
  firstPauseMs: 5_000,
  /** Rooms that are worked on side by side. */
  roomsAtOnce: 8,
  /** Events of one room in one transaction, before the next room has its turn. */
  eventsAtOnce: 50,
  /** Milliseconds from one look for what was left over to the next. */
  sweepMs: 5_000,
} as const;

/** When an event that failed is tried again, after its so many-th try. Never throws. */
export function nextTryMs(tries: number, nowMs: number): number {
  return nowMs + inboxLimits.firstPauseMs * 4 ** (tries - 1);
}
