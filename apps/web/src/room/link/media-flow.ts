/** A pause longer than this ends a flow, ms. Consent checks alone, in a silent room, come every 2 to 2.5 s. */
export const flowPause = 4_000;

/** How old the present flow of packets is (or the last one, while none come), how long the pause before it was, and the last packet's age, ms. */
export interface FlowAges {
  readonly forMs: number | null;
  readonly pausedMs: number | null;
  readonly idleMs: number | null;
}

/**
 * For how long packets have come from the media server without a pause, by a monotonic clock, fed with one reading a second.
 * What is sent counts for nothing: a cut line swallows it without a word.
 */
export class MediaFlow {
  private last: { readonly count: number; readonly at: number } | null = null;
  private began: number | null = null;
  private paused: number | null = null;

  /** `received`: a number that grows with each packet, or null while there is no transport. A smaller number is a new transport. */
  reading(received: number | null, at: number): void {
    if (received === null) return;
    if (this.last && received === this.last.count) return;
    const fresh = this.last === null || received < this.last.count;
    if (!fresh && this.began !== null && at - this.last!.at <= flowPause) {
      this.last = { count: received, at };
      return;
    }
    // A new transport starts its count anew, but it is the same connection: the pause before it is one all the same.
    if (received > 0) this.paused = this.last && this.last.count > 0 ? at - this.last.at : null;
    // The very first packet of a transport proves a moment, not yet a flow.
    this.began = received > 0 ? at : null;
    this.last = { count: received, at };
  }

  /** A new connection: what flowed before says nothing about it. */
  restart(): void {
    this.last = null;
    this.began = null;
    this.paused = null;
  }

  /** The ages that a beat carries, ms. */
  ages(now: number): FlowAges {
    const idleMs = this.silence(now);
    if (idleMs === null || this.began === null) return { forMs: null, pausedMs: null, idleMs };
    return { forMs: Math.max(0, Math.round(now - this.began)), pausedMs: this.paused === null ? null : Math.round(this.paused), idleMs };
  }

  /** Milliseconds that the flow has lasted; null when nothing flows now. */
  alive(now: number): number | null {
    if (this.began === null || this.last === null || now - this.last.at > flowPause) return null;
    return Math.max(0, Math.round(now - this.began));
  }

  /** Milliseconds since the last packet; null before the first one. */
  silence(now: number): number | null {
    return this.last === null || this.last.count === 0 ? null : Math.max(0, Math.round(now - this.last.at));
  }
}
