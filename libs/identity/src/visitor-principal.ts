import type { SeatPrincipal } from '#platform';

/** A patient or guest at a browser. What `seat` and `seat.device` give over HTTP, and `seat` over a patient's socket. */
export interface VisitorPrincipal extends SeatPrincipal {
  /** False: the browser has opened a link of this seat and proved nothing else. Show step, clinic and language only. */
  readonly trusted: boolean;
  readonly deviceId: string;
  /** The link that this browser opened last; null when it came by trust alone. */
  readonly linkId: string | null;
  /** When the browser's secret was last made anew, so that two right PINs at once change it once. */
  readonly rotatedAt: Date | null;
  /** How many wrong PINs it may still enter; 0 when its link is dead. */
  readonly pinTriesLeft: number;
}
