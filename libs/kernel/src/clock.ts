/** The time, injected, so that domain code and tests never ask the machine. A DI token as well as a type. */
export abstract class Clock {
  /** Now, as a Date. */
  abstract now(): Date;
  /** Milliseconds that only ever grow; for durations, never for display or storage. */
  abstract monotonic(): number;
}

export class SystemClock extends Clock {
  override now(): Date {
    return new Date();
  }

  override monotonic(): number {
    return performance.now();
  }
}
