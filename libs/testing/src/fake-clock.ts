import { Clock } from '#kernel';

/** A clock that goes only as a test moves it: for the whole process, the database included. Timers of Node go on as they are. */
export class FakeClock extends Clock {
  private ms: number;

  /**
   * `at`: where it begins; now, unless the test is about a certain day. `tickMs`: how far each reading moves it on, where what follows
   * upon each other must not fall into one instant.
   */
  constructor(
    at: Date = new Date(),
    private readonly tickMs = 0,
  ) {
    super();
    this.ms = at.getTime();
  }

  override now(): Date {
    this.ms += this.tickMs;
    return new Date(this.ms);
  }

  override monotonic(): number {
    return this.ms;
  }

  /** Forward by so many milliseconds. */
  advance(ms: number): void {
    this.ms += ms;
  }
}
