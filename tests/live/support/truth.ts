import type { Attendance } from '#contracts/routes';

interface Stay {
  readonly from: number;
  to: number | null;
}

/** What really happened, written down by the test itself as it makes it happen. Epoch milliseconds of the same machine. */
export class Truth {
  private readonly stays = new Map<string, Stay[]>();
  private readonly names = new Map<string, string>();

  /** So that a failed comparison speaks of people. */
  name(seatId: string, name: string): void {
    this.names.set(seatId, name);
  }

  came(seatId: string, at = Date.now()): void {
    const stays = this.stays.get(seatId) ?? [];
    if (stays.at(-1)?.to === null) return;
    this.stays.set(seatId, [...stays, { from: at, to: null }]);
  }

  went(seatId: string, at = Date.now()): void {
    const last = this.stays.get(seatId)?.at(-1);
    if (last && last.to === null) last.to = at;
  }

  everybodyWent(at = Date.now()): void {
    for (const seatId of this.stays.keys()) this.went(seatId, at);
  }

  /**
   * Each person's true seconds beside the stated ones. `early`: seconds that were counted before the person had come in for the first time;
   * the SFU's word for a joining is up to a second before the page's.
   */
  compare(attendance: Attendance): Compared[] {
    return [...this.stays].map(([seatId, stays]) => {
      const row = attendance.people.find((person) => person.seatId === seatId);
      const truly = stays.reduce((sum, { from, to }) => sum + ((to ?? Date.now()) - from), 0) / 1000;
      const first = Math.min(...(row?.edges ?? []).map(({ at }) => Date.parse(at)));
      return {
        who: this.names.get(seatId) ?? seatId,
        truly: round(truly),
        stated: row?.directSeconds ?? 0,
        error: round((row?.directSeconds ?? 0) - truly),
        uncertainty: row?.uncertaintySeconds ?? 0,
        early: round(Math.max(0, ((stays[0]?.from ?? 0) - first) / 1000)),
      };
    });
  }
}

interface Compared {
  readonly who: string;
  readonly truly: number;
  readonly stated: number;
  readonly error: number;
  readonly uncertainty: number;
  readonly early: number;
}

const round = (seconds: number): number => Math.round(seconds * 10) / 10;

/**
 * Holds the stated minutes against the truth: nineteen in twenty within 2 s, all within 4 s, and the stated uncertainty covers each error.
 * Seconds are stated whole, so an error of a part of one is none.
 */
export function expectHonest(compared: readonly Compared[]): void {
  const sizes = compared.map(({ error }) => Math.abs(error)).sort((a, b) => a - b);
  const p95 = sizes[Math.max(0, Math.ceil(sizes.length * 0.95) - 1)] ?? 0;
  const wrong = compared.filter(({ error, uncertainty }) => Math.abs(error) > 4 || Math.abs(error) > uncertainty + 1);
  if (wrong.length > 0 || median(sizes) > 2) throw new Error(`the minutes are not the truth (median ${median(sizes)} s, p95 ${p95} s):\n${compared.map((one) => JSON.stringify(one)).join('\n')}`);
}

const median = (sizes: readonly number[]): number => sizes[Math.floor(sizes.length / 2)] ?? 0;
