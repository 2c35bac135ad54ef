import type { Interval, SeatId } from '#kernel';

/** A part of the block as it really ran; a part that still runs ends at the instant of asking. */
export interface TimelineSegment extends Interval {
  readonly id: string;
  readonly kind: string;
  readonly counts: boolean;
}

/** What the session did. The first host's entry is not given: it follows from the hosts' own evidence. Epoch milliseconds. */
export interface Timeline {
  readonly planned: Interval;
  /** Null while the session is live. */
  readonly endedMs: number | null;
  readonly segments: readonly TimelineSegment[];
}

/** A time during which the seat was let in; `to` is null while it lasts. Back-to-lobby and removal end it, a drop does not. */
export interface Admission {
  readonly id: string;
  readonly from: number;
  readonly to: number | null;
}

/** One person's right to be in the session. Hosts carry admissions too, and are measured the same way as everyone. */
export interface Seat {
  readonly seatId: SeatId;
  readonly isHost: boolean;
  readonly admissions: readonly Admission[];
  /** When two-way video flowed, where that was measured. */
  readonly video?: readonly Interval[];
}
