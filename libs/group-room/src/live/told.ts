import type { SeatId } from '#kernel';

/** What a committed change means for those who look on. */
export interface Change {
  /** Roster rows that changed, for staff. */
  readonly rows?: readonly SeatId[];
  /** Seats that came into the sight of the others, left it, or are called otherwise now. */
  readonly peers?: readonly SeatId[];
  /** Seats that are told their own standing. */
  readonly own?: readonly SeatId[];
  /** The session itself changed (a host came or went, it ended): everybody hears, the lobby too. */
  readonly session?: boolean;
}

/** Whom a change concerns, gathered while it is made. Each may be told as often as one likes. */
export class Told {
  private readonly seats = { rows: new Set<SeatId>(), peers: new Set<SeatId>(), own: new Set<SeatId>() };
  private isOfSession = false;
  private isCalm = false;

  /** Staff hear of these seats' rows in the roster. */
  rows(...seatIds: readonly SeatId[]): void {
    for (const seatId of seatIds) this.seats.rows.add(seatId);
  }

  /** Those inside hear that these seats came into their sight, left it, or are called otherwise now. */
  peers(...seatIds: readonly SeatId[]): void {
    for (const seatId of seatIds) this.seats.peers.add(seatId);
  }

  /** These seats hear where they stand themselves. */
  own(...seatIds: readonly SeatId[]): void {
    for (const seatId of seatIds) this.seats.own.add(seatId);
  }

  /** Everybody hears of the session itself, the lobby too. */
  session(): void {
    this.isOfSession = true;
  }

  /** It can wait for the next change to go with, for a quarter of a second at most. */
  calmly(): void {
    this.isCalm = true;
  }

  get canWait(): boolean {
    return this.isCalm;
  }

  /** All of it; `undefined` when nobody is concerned. */
  get change(): Change | undefined {
    const { rows, peers, own } = this.seats;
    if (rows.size + peers.size + own.size === 0 && !this.isOfSession) return undefined;
    return { rows: [...rows], own: [...own], session: this.isOfSession, ...(peers.size > 0 && { peers: [...peers] }) };
  }
}
