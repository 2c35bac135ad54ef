import type { Attendance } from '#contracts/routes';

/** Somebody was there from `from` until `to`, and perhaps a little longer at either end: an act takes its time. */
interface Stay {
  readonly earliest: number;
  readonly from: number;
  to: number | null;
  latest: number;
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

  /** earliest: when they began to come in, if the media server may have had them before they knew. */
  came(seatId: string, at = Date.now(), earliest = at): void {
    const stays = this.stays.get(seatId) ?? [];
    if (stays.at(-1)?.to === null) return;
    this.stays.set(seatId, [...stays, { earliest: Math.max(earliest, stays.at(-1)?.latest ?? 0), from: at, to: null, latest: at }]);
  }

  /** Before what makes them go. */
  went(seatId: string, at = Date.now()): void {
    const last = this.stays.get(seatId)?.at(-1);
    if (last && last.to === null) Object.assign(last, { to: at, latest: at });
  }

  /** After it, if it took its time: they were gone by then. */
  wentBy(seatId: string, at = Date.now()): void {
    const stays = this.stays.get(seatId) ?? [];
    const index = stays.findLastIndex(({ to }) => to !== null);
    if (index >= 0) stays[index]!.latest = Math.min(at, stays[index + 1]?.earliest ?? at);
  }

  everybodyWent(at = Date.now()): void {
    for (const seatId of this.stays.keys()) this.went(seatId, at);
  }

  /** After what ended it for everybody who was there at `at`. */
  everybodyWentBy(at: number, by = Date.now()): void {
    for (const [seatId, stays] of this.stays) if (stays.at(-1)?.to === at) this.wentBy(seatId, by);
  }

  /** Each person's true seconds beside the stated ones. */
  compare(attendance: Attendance): Compared[] {
    return [...this.stays].map(([seatId, stays]) => {
      const row = attendance.people.find((person) => person.seatId === seatId);
      const least = stays.reduce((sum, { from, to }) => sum + ((to ?? Date.now()) - from), 0) / 1000;
      const most = stays.reduce((sum, { earliest, to, latest }) => sum + (to === null ? Date.now() : latest) - earliest, 0) / 1000;
      const stated = row?.directSeconds ?? 0;
      const first = Math.min(...(row?.edges ?? []).map(({ at }) => Date.parse(at)));
      return {
        who: this.names.get(seatId) ?? seatId,
        least: round(least),
        most: round(most),
        stated,
        error: round(stated - Math.min(Math.max(stated, least), most)),
        uncertainty: row?.uncertaintySeconds ?? 0,
        early: round(Math.max(0, ((this.letInAt.get(seatId) ?? 0) - first) / 1000)),
        stays: stays.map(({ from, to }) => `${clock(from)}-${to === null ? '' : clock(to)}`),
        edges: (row?.edges ?? []).map(({ at, side, source, earliest, latest }) => `${side} ${clock(at)} (${clock(earliest)}-${clock(latest)}) ${source}`),
      };
    });
  }
}

export interface Compared {
  readonly who: string;
  /** Seconds that they truly were there, at least and at most. */
  readonly least: number;
  readonly most: number;
  readonly stated: number;
  /** How far the stated seconds lie outside. */
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
  expectWithin(compared, { typical: 0.5, worst: 4 });
}

/** The same for many: nineteen of twenty within 2 s. Throws also when there are too few stays for that to mean anything. */
export function expectAccurate(compared: readonly Compared[]): void {
  const stays = compared.reduce((sum, { stays: { length } }) => sum + length, 0);
  if (stays < 20) throw new Error(`${stays} stays are too few for a percentile`);
  expectWithin(compared, { typical: 0.95, worst: 4 });
}

/** Where nobody but the keeper's poll has seen anything: all within the time between two polls and what it cannot see, and covered. */
export function expectWithinPoll(compared: readonly Compared[]): void {
  expectWithin(compared, { typical: 0, worst: 17 });
}

/** Acts that take longer than this leave too much open: then nothing can be said of the minutes, seconds for each stay. */
const widestStay = 4;

/** typical: which part of the errors must be within 2 s. worst: seconds that no error may exceed. */
function expectWithin(compared: readonly Compared[], { typical, worst }: { typical: number; worst: number }): void {
  const vague = compared.filter(({ least, most, stays }) => most - least > widestStay * Math.max(1, stays.length));
  if (vague.length > 0) throw new Error(`the machine was too slow for this test to tell anything of ${vague.map(({ who, least, most }) => `${who} (${least} to ${most} s)`).join(', ')}`);
  const sizes = compared.map(({ error }) => Math.abs(error)).sort((a, b) => a - b);
  const atPercentile = typical === 0 ? 0 : (sizes[Math.ceil(sizes.length * typical) - 1] ?? 0);
  const wrong = compared.filter(({ error, uncertainty, early }) => Math.abs(error) > worst || Math.abs(error) > uncertainty || early > 0);
  if (wrong.length > 0 || atPercentile > 2) throw new Error(`the minutes are not the truth (errors ${sizes.join(', ')} s):\n${JSON.stringify(compared, null, 1)}`);
}
