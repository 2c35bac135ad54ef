import { Clock } from '#kernel';

/** A clock that stands still until a test moves it: for the whole process, the database included. Timers of Node go on as they are. */
export class FakeClock extends Clock {
  private ms: number;

  /** `at`: where it begins; now, unless the test is about a certain day. */
  constructor(at: Date = new Date()) {
    super();
    this.ms = at.getTime();
  }

  override now(): Date {
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
