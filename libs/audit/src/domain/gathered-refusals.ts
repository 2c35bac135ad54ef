/** Refusals of one actor by one policy within one minute that are to be written as one line. */
export interface Gathered<What> {
  readonly key: string;
  /** The first of them. */
  readonly what: What;
  readonly count: number;
  /** When the minute began, ms since 1970. */
  readonly minute: number;
}

interface Open<What> {
  readonly what: What;
  readonly minute: number;
  /** When the first of those that wait was refused. */
  readonly since: number;
  waiting: number;
  isTold: boolean;
}

const minuteMs = 60_000;

/**
 * Counts refusals by actor, policy and minute, so that whoever tries again and again gets a few lines and not thousands. The tries of the first
 * few seconds are handed out then, so that little is lost with the process; what comes after them in the same minute when it is over. So
 * there are two lines for a minute at most. Holds so many keys and no more.
 */
export class GatheredRefusals<What> {
  private readonly open = new Map<string, Open<What>>();

  /** `afterMs`: for how long the first tries are gathered. */
  constructor(
    private readonly most: number,
    private readonly afterMs: number,
  ) {}

  /** Whether it was counted; false when there is no room for one more key. */
  add(key: string, what: What, nowMs: number): boolean {
    const minute = Math.floor(nowMs / minuteMs) * minuteMs;
    const name = `${key} ${minute}`;
    const known = this.open.get(name);
    if (known) known.waiting += 1;
    else if (this.open.size >= this.most) return false;
    else this.open.set(name, { what, minute, since: nowMs, waiting: 1, isTold: false });
    return true;
  }

  /** What is to be written now; `all`: because the process ends. It counts as written from then on. */
  take(nowMs: number, all = false): Gathered<What>[] {
    const taken: Gathered<What>[] = [];
    for (const [key, entry] of this.open) {
      const isOver = nowMs >= entry.minute + minuteMs;
      if (entry.waiting > 0 && (all || isOver || (!entry.isTold && nowMs >= entry.since + this.afterMs))) {
        taken.push({ key, what: entry.what, count: entry.waiting, minute: entry.minute });
        entry.waiting = 0;
        entry.isTold = true;
      }
      if (isOver) this.open.delete(key);
    }
    return taken;
  }

  /** Of actors that turned out to be nobody: their places are free again. */
  forget(keys: Iterable<string>): void {
    for (const key of keys) this.open.delete(key);
  }

  /** What could not be written waits again, as long as there is room. */
  giveBack(taken: readonly Gathered<What>[]): void {
    for (const { key, what, count, minute } of taken) {
      const known = this.open.get(key);
      if (known) Object.assign(known, { waiting: known.waiting + count, isTold: false });
      else if (this.open.size < this.most) this.open.set(key, { what, minute, since: minute, waiting: count, isTold: false });
    }
  }
}
