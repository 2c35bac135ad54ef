import fc from 'fast-check';
import { intersect, subtract, totalLength, type Interval } from '#kernel';
import type { Evidence } from './evidence.js';
import { foldAttendance, type FoldInput, type SeatAttendance, type SessionAttendance } from './fold.js';
import { live, seeded, trulyConnected, type Act, type RealConnection, type World } from './simulation/truth.js';
import { beats, polls, webhooks } from './simulation/witnesses.js';

const start = Date.UTC(2026, 2, 3, 17, 0, 0);
const minute = 60_000;
const end = start + 20 * minute;
const pollMs = 10_000;
const host = 'host';
const patient = 'patient';
const brk = { id: 'break', kind: 'break', from: start + 9 * minute, to: start + 12 * minute, counts: false };
const rules: FoldInput['rules'] = { version: '2026-01', gapPolicy: 'exclude', bridgeSeconds: null, breakCounts: false, pastPlanCounts: true };

interface Story {
  readonly seed: number;
  readonly acts: readonly Act[];
  readonly admittedAfter: number;
  readonly arrivesAfter: number;
  readonly sfuKilled: number | null;
  readonly serverAway: Interval | null;
}

interface Lived {
  readonly world: World;
  readonly input: FoldInput;
  readonly truth: Interval[];
  readonly direct: number;
  readonly witnesses: { readonly webhooks: Evidence[]; readonly polls: Evidence[]; readonly beats: Evidence[] };
}

/** Lives a story: what was true, and what each witness made of it. */
function lived(story: Story): Lived {
  const random = seeded(story.seed);
  const world: World = { start, end, sfuKilled: story.sfuKilled, serverAway: story.serverAway, random };
  const hosts = live(host, start + 2_000, [{ act: 'stay', ms: end - start }], world);
  const people = live(patient, start + story.arrivesAfter, story.acts, world);
  const admission = { id: 'adm-1', from: start + story.admittedAfter, to: null };
  const real: RealConnection[] = [...hosts, ...people];
  const firstHost = trulyConnected(hosts, world)[0]!.from;
  const truth = intersect(trulyConnected(people, world), [{ from: Math.max(firstHost, admission.from), to: end }]);
  const witnesses = {
    webhooks: webhooks(real, world),
    polls: polls(real, world, pollMs),
    beats: real.flatMap((one) => beats(one, world, Math.round((random() - 0.5) * 300_000))),
  };
  const seats = [{ seatId: host, isHost: true, admissions: [{ id: 'adm-h', from: start - minute, to: null }] }, { seatId: patient, isHost: false, admissions: [admission] }];
  const timeline = { planned: { from: start, to: end }, endedMs: end, segments: [brk] };
  const input = { evidence: [], timeline, seats, rules, asOfMs: end + 2 * 60 * minute };
  return { world, input, truth, direct: totalLength(subtract(truth, [brk])), witnesses };
}

const fold = ({ input }: Lived, evidence: readonly Evidence[]): SeatAttendance => foldAttendance({ ...input, evidence }).seats[1]!;
/** Stated less true, in seconds. */
const error = (one: Lived, seat: SeatAttendance): number => seat.direct.seconds - one.direct / 1000;

const stay: fc.Arbitrary<Act> = fc.integer({ min: 40, max: 300 }).map((s) => ({ act: 'stay', ms: s * 1000 }));
const back = fc.option(fc.integer({ min: 3, max: 90 }).map((s) => s * 1000), { nil: null });
const incident: fc.Arbitrary<Act> = fc.oneof(
  fc.record({ act: fc.constantFrom('leave' as const, 'kill' as const, 'removed' as const), backAfterMs: back }),
  fc.record({ act: fc.constantFrom('reload' as const, 'second_tab' as const), backAfterMs: fc.constant(null) }),
  fc.record({ act: fc.constantFrom('cut' as const, 'freeze' as const), ms: fc.constantFrom(8_000, 15_000, 30_000, 60_000) }),
  fc.record({ act: fc.constant('socket_cut' as const), ms: fc.integer({ min: 8, max: 60 }).map((s) => s * 1000) }),
);
/** What LiveKit alone can see: not a short outage, nor a dead browser whose successor pushes it out before the time-out. */
const loud = incident.filter((act) => {
  if (act.act === 'cut' || act.act === 'freeze') return act.ms >= 30_000;
  return act.act !== 'kill' || act.backAfterMs === null || act.backAfterMs > 25_000;
});
const story = (acts: fc.Arbitrary<Act[]>, worldFaults: boolean): fc.Arbitrary<Story> =>
  fc.record({
    seed: fc.nat(),
    acts,
    arrivesAfter: fc.integer({ min: -120, max: 300 }).map((s) => s * 1000),
    admittedAfter: fc.integer({ min: -200, max: 100 }).map((s) => s * 1000),
    sfuKilled: worldFaults ? fc.option(fc.integer({ min: 200, max: 1_000 }).map((s) => start + s * 1000), { nil: null }) : fc.constant(null),
    serverAway: worldFaults ? fc.option(fc.tuple(fc.integer({ min: 200, max: 1_000 }), fc.integer({ min: 2, max: 12 })).map(([s, ms]) => ({ from: start + s * 1000, to: start + (s + ms) * 1000 })), { nil: null }) : fc.constant(null),
  });
const oneIncident = (kind: fc.Arbitrary<Act>) => fc.tuple(stay, kind, stay).map((acts): Act[] => acts);
const p95 = (errors: number[]): number => errors.map(Math.abs).sort((a, b) => a - b)[Math.floor(errors.length * 0.95)]!;

const runs = 120;
/** Fixed, so that a run tells about the code and not about luck. */
const seed = 20260303;
const all = (w: Lived['witnesses']): Evidence[] => [...w.webhooks, ...w.polls, ...w.beats];

describe('minutes against the truth', () => {
  it.each([
    ['all three witnesses', incident, all, 4, 2],
    ['no webhooks at all', incident, (w: Lived['witnesses']) => [...w.polls, ...w.beats], 4, 2.1],
    ['no polls at all', incident, (w: Lived['witnesses']) => [...w.webhooks, ...w.beats], 4, 2],
    ['no beats at all', loud, (w: Lived['witnesses']) => [...w.webhooks, ...w.polls], 4, 2],
    ['the poll alone', loud, (w: Lived['witnesses']) => w.polls, 17, 17],
  ])('%s', (_who, kind, choose, most, mostP95) => {
    const errors: number[] = [];
    fc.assert(
      fc.property(story(oneIncident(kind), false), (told) => {
        const one = lived(told);
        const seat = fold(one, choose(one.witnesses));
        const wrong = error(one, seat);
        errors.push(wrong);
        expect(Math.abs(wrong)).toBeLessThanOrEqual(seat.uncertaintySeconds);
        expect(Math.abs(wrong)).toBeLessThanOrEqual(most);
      }),
      { numRuns: runs, seed },
    );
    expect(p95(errors)).toBeLessThanOrEqual(mostP95);
  });
});

const chaos = story(fc.array(fc.oneof(stay, incident), { minLength: 1, maxLength: 8 }).map((acts): Act[] => [{ act: 'stay', ms: 45_000 }, ...acts]), true);
/** Which rows are lost, doubled or come an hour late, by position. */
const fates = fc.array(fc.constantFrom('fine', 'fine', 'fine', 'lost', 'doubled', 'late'), { minLength: 7, maxLength: 31 });
const late = (row: Evidence): Evidence => (row.witness === 'webhook' ? { ...row, receivedAtMs: row.receivedAtMs + 60 * minute } : row);

function fated(evidence: readonly Evidence[], fate: readonly string[]): Evidence[] {
  return evidence.flatMap((row, index) => {
    const what = fate[index % fate.length];
    if (what === 'lost') return [];
    return what === 'doubled' ? [row, row] : [what === 'late' ? late(row) : row];
  });
}

/** What is known the moment a session has ended: LiveKit has not said yet that its room is gone. */
const notYetSaid = ({ witnesses }: Lived): Evidence[] => all(witnesses).filter((row) => row.witness !== 'webhook' || row.createdAtSec * 1000 + 1_000 < end);

describe('whatever happens', () => {
  const always = (check: (one: Lived, fate: string[]) => void, told = chaos): void =>
    fc.assert(fc.property(told, fates, (tale, fate) => check(lived(tale), fate)), { numRuns: runs, seed });

  it('a restarted LiveKit, a restarted server, and several incidents in a row stay within what is stated', () => {
    always((one) => {
      const seat = fold(one, all(one.witnesses));
      expect(Math.abs(error(one, seat))).toBeLessThanOrEqual(seat.uncertaintySeconds);
    });
  });

  it('with webhooks lost, doubled and an hour late the truth stays within what is stated', () => {
    always((one, fate) => {
      const seat = fold(one, [...fated(one.witnesses.webhooks, fate), ...one.witnesses.polls, ...one.witnesses.beats]);
      expect(Math.abs(error(one, seat))).toBeLessThanOrEqual(seat.uncertaintySeconds);
    });
  });

  it('a session that ends soon after everybody came back from a killed LiveKit is counted to its end, whether beats came or not', () => {
    const soonOver = fc.integer({ min: 5, max: 25 }).chain((secondsLeft) => story(fc.constant<Act[]>([{ act: 'stay', ms: end - start }]), false).map((told) => ({ ...told, sfuKilled: end - secondsLeft * 1000 })));
    always((one) => {
      for (const rows of [all(one.witnesses), [...one.witnesses.webhooks, ...one.witnesses.polls], notYetSaid(one)]) {
        const seat = fold(one, rows);
        expect(Math.abs(error(one, seat))).toBeLessThanOrEqual(seat.uncertaintySeconds);
      }
      expect(Math.abs(error(one, fold(one, notYetSaid(one))))).toBeLessThanOrEqual(4);
    }, soonOver);
  });

  it('with rows of any witness lost, minutes are never invented beyond what is stated', () => {
    always((one, fate) => {
      const seat = fold(one, fated(all(one.witnesses), fate));
      expect(error(one, seat)).toBeLessThanOrEqual(seat.uncertaintySeconds);
    }, story(oneIncident(incident), false));
  });

  it('any order, and rows that come twice, give the very same answer, also when recomputed', () => {
    always((one, fate) => {
      const rows = all(one.witnesses);
      const answer = foldAttendance({ ...one.input, evidence: rows });
      const shuffled = [...rows, ...fated(rows, fate)].filter((row) => rows.includes(row)).sort((a, b) => fate.indexOf('lost') * (a.id < b.id ? 1 : -1));
      expect(foldAttendance({ ...one.input, evidence: [...shuffled].reverse() })).toEqual(answer);
      expect(foldAttendance({ ...one.input, evidence: rows })).toEqual(answer);
    });
  });

  it('webhooks that come an hour late move no edge by more than the second that LiveKit stamps', () => {
    always((one) => {
      const now = fold(one, all(one.witnesses));
      const later = fold(one, [...one.witnesses.webhooks.map(late), ...one.witnesses.polls, ...one.witnesses.beats]);
      expect(Math.abs(later.direct.seconds - now.direct.seconds)).toBeLessThanOrEqual(now.legs.length + 1);
    });
  });

  it('nobody is counted before admission, before the first host, after the end, twice, or beyond the block', () => {
    always((one, fate) => {
      const session: SessionAttendance = foldAttendance({ ...one.input, evidence: fated(all(one.witnesses), fate) });
      const seat = session.seats[1]!;
      const stays = seat.presence.map((stretch) => ({ from: stretch.start.atMs, to: stretch.end.atMs }));
      const allowed = { from: Math.max(session.firstHost?.atMs ?? Infinity, one.input.seats[1]!.admissions[0]!.from), to: end };
      expect(subtract(stays, [allowed])).toEqual([]);
      expect(seat.direct.seconds).toBe(Math.floor(totalLength(subtract(stays, [brk])) / 1000));
      expect(seat.direct.seconds).toBeLessThanOrEqual(session.elapsed.seconds);
      expect(seat.direct.minutes).toBe(Math.floor(seat.direct.seconds / 60));
      for (const { earliestMs, atMs, latestMs } of seat.explanation) expect([earliestMs <= atMs, atMs <= latestMs]).toEqual([true, true]);
    });
  });

  it('the drawn bar has no hole and no overlap', () => {
    always((one, fate) => {
      const session = foldAttendance({ ...one.input, evidence: fated(all(one.witnesses), fate) });
      const { strip } = session.seats[1]!;
      strip.slice(1).forEach((piece, index) => expect(piece.from).toBe(strip[index]!.to));
      expect(totalLength(strip)).toBe(session.firstHost ? end - session.firstHost.atMs : 0);
    });
  });
});
