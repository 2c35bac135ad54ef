/** What a screen reader is told about people coming and going: whole sentences are made by the page. */
export interface Movement {
  readonly came: readonly string[];
  readonly went: readonly string[];
}

/** At most one announcement in this time, ms. */
const batchFor = 5_000;

/**
 * Gathers comings and goings so that a group that arrives at once is one sentence. Who is there at the first look is not news.
 * Someone who went and came back within a batch is no news either.
 */
export class Arrivals {
  private known: ReadonlyMap<string, string> | null = null;
  private told: ReadonlyMap<string, string> = new Map();

  constructor(private readonly announce: (movement: Movement) => void) {}

  private timer: ReturnType<typeof setTimeout> | null = null;

  /** `names`: the names of the others in the room now, by seat. */
  here(names: ReadonlyMap<string, string>): void {
    if (this.known === null) this.told = names;
    this.known = names;
    if (this.timer === null && this.movement()) this.timer = setTimeout(() => this.tell(), batchFor);
  }

  stop(): void {
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = null;
  }

  private tell(): void {
    this.timer = null;
    const movement = this.movement();
    this.told = this.known ?? new Map();
    if (movement) this.announce(movement);
  }

  private movement(): Movement | null {
    const now = this.known ?? new Map<string, string>();
    const came = [...now].filter(([seat]) => !this.told.has(seat)).map(([, name]) => name);
    const went = [...this.told].filter(([seat]) => !now.has(seat)).map(([, name]) => name);
    return came.length + went.length > 0 ? { came, went } : null;
  }
}
