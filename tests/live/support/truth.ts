import type { Attendance } from '#contracts/routes';

interface Stay {
  readonly from: number;
  to: number | null;
}

/** What really happened, written down by the test itself as it makes it happen. Epoch milliseconds of the same machine. */
export class Truth {
  private readonly stays = new Map<string, Stay[]>();
  private readonly names = new Map<string, string>();
  private readonly letInAt = new Map<string, number>();

  /** So that a failed comparison speaks of people. */
  name(seatId: string, name: string): void {
    this.names.set(seatId, name);
  }

  /** Before the host's press: nothing may count that came earlier. */
  letIn(seatId: string, at = Date.now()): void {
    if (!this.letInAt.has(seatId)) this.letInAt.set(seatId, at);
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

  /** Each person's true seconds beside the stated ones. */
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
        early: round(Math.max(0, ((this.letInAt.get(seatId) ?? 0) - first) / 1000)),
        stays: stays.map(({ from, to }) => `${clock(from)}-${to === null ? '' : clock(to)}`),
        edges: (row?.edges ?? []).map(({ at, side, source, earliest, latest }) => `${side} ${clock(at)} (${clock(earliest)}-${clock(latest)}) ${source}`),
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
  /** Seconds that were counted before the host let them in for the first time. */
  readonly early: number;
  /** For the reader of a failure: what was so, and what is stated. */
  readonly stays: readonly string[];
  readonly edges: readonly string[];
}

const clock = (at: number | string): string => new Date(at).toISOString().slice(14, 22);

const round = (seconds: number): number => Math.round(seconds * 10) / 10;

/**
 * Holds the stated minutes against the truth: half of them within 2 s, all within 4 s, the stated uncertainty covers each error, and nobody
 * was counted before they were let in.
 */
export function expectHonest(compared: readonly Compared[]): void {
  const sizes = compared.map(({ error }) => Math.abs(error)).sort((a, b) => a - b);
  const typical = sizes[Math.floor(sizes.length / 2)] ?? 0;
  const wrong = compared.filter(({ error, uncertainty, early }) => Math.abs(error) > 4 || Math.abs(error) > uncertainty || early > 0);
  if (wrong.length > 0 || typical > 2) throw new Error(`the minutes are not the truth (errors ${sizes.join(', ')} s):\n${JSON.stringify(compared, null, 1)}`);
}
