import type { SeatId } from '#kernel';
import { comesByLink, type SeatFacts } from './seat-facts.js';

/** A browser as one person uses it. */
export interface Device {
  /** Null until a right PIN. */
  readonly trustedUntil: Date | null;
  /** Set: it counts for this one seat only, whether trusted or not. */
  readonly onlySeatId: SeatId | null;
  readonly revokedAt: Date | null;
}

export type SeatAccess = { readonly kind: 'trusted' } | { readonly kind: 'pin_needed' } | { readonly kind: 'over' } | { readonly kind: 'unknown' };

/** A seat still serves its person for this long after the session's end: own minutes, a note to staff. */
const afterEndMs = 10 * 60_000;

/** Whether a right PIN was entered at this browser that still counts for this seat, whatever has become of the seat. Never throws. */
export function isTrusted(device: Device | undefined, seatId: SeatId, now: Date): boolean {
  if (!device || device.revokedAt !== null || device.trustedUntil === null || device.trustedUntil <= now) return false;
  return device.onlySeatId === null || device.onlySeatId === seatId;
}

/**
 * What a browser may do at a seat at `now`. `device` is the row of this browser for the seat's person, if any.
 *
 * `unknown` is one answer for every reason (no such seat, another person's, withdrawn, forgotten), so that nothing can be probed.
 * `over` only tells a trusted device that the session is past. Never throws.
 */
export function seatAccess(seat: SeatFacts | undefined, device: Device | undefined, now: Date): SeatAccess {
  if (!seat || seat.withdrawn || !comesByLink(seat.role)) return { kind: 'unknown' };
  if (!device || device.revokedAt !== null) return { kind: 'unknown' };
  if (device.onlySeatId !== null && device.onlySeatId !== seat.seatId) return { kind: 'unknown' };
  if (!isTrusted(device, seat.seatId, now)) return { kind: 'pin_needed' };
  const { endedAt } = seat.session;
  return endedAt !== null && now.getTime() >= endedAt.getTime() + afterEndMs ? { kind: 'over' } : { kind: 'trusted' };
}
