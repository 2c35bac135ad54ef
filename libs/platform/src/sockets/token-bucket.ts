/**
 * So many at once, and so many a second in the long run. Says at once whether there is one left, so that of a burst which came in one packet the
 * thousandth event is known to be too many before the first was worked on: a limiter that answers later has let them all in by then.
 */
export class TokenBucket {
  private left: number;
  private at: number;

  /** most: what a burst may take. nowMs: any clock that only goes forward. */
  constructor(
    private readonly most: number,
    private readonly perSecond: number,
    nowMs: number,
  ) {
    this.left = most;
    this.at = nowMs;
  }

  /** Takes one, if there is one. Never throws. */
  take(nowMs: number): boolean {
    this.left = Math.min(this.most, this.left + ((nowMs - this.at) / 1000) * this.perSecond);
    this.at = nowMs;
    if (this.left < 1) return false;
    this.left -= 1;
    return true;
  }
}
