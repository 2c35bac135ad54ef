/** A pause longer than this ends a flow, ms: consent checks alone come every 2 to 2.5 s. The same as for a page. */
const flowPause = 4_000;

/** What a beat says of the media, ms: how long the present flow of packets lasts, the pause before it, and the age of the last packet. */
export interface FlowAges {
  readonly forMs: number | null;
  readonly pausedMs: number | null;
  readonly idleMs: number | null;
}

/** For how long packets have come from the media server without a pause, by a monotonic clock. One reading a second. Never throws. */
export class RtcFlow {
  private count = 0;
  private lastAt: number | null = null;
  private began: number | null = null;
  private paused: number | null = null;

  /** `received`: grows with every packet; a smaller number is a new transport of the same connection. */
  reading(received: number, at: number): void {
    if (received === this.count) return;
    const fresh = received < this.count;
    this.count = received;
    if (received === 0) return;
    if (fresh || this.lastAt === null || at - this.lastAt > flowPause) {
      this.paused = this.lastAt === null ? null : at - this.lastAt;
      this.began = at;
    }
    this.lastAt = at;
  }

  ages(now: number): FlowAges {
    if (this.lastAt === null || this.began === null) return { forMs: null, pausedMs: null, idleMs: null };
    return { forMs: Math.round(now - this.began), pausedMs: this.paused === null ? null : Math.round(this.paused), idleMs: Math.round(now - this.lastAt) };
  }
}
