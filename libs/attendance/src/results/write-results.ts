import { HandlesJob } from '#platform';
import { Injectable } from '@nestjs/common';
import { createHash } from 'node:crypto';
import type { z } from 'zod';
import { distinct } from '../domain/evidence.js';
import type { FoldInput } from '../domain/fold.js';
import { AttendanceResults, type SeatResult, type StandsOn } from '../persistence/attendance-results.js';
import { FoldSession, type FoldedSession } from '../reports/fold-session.js';
import { writeResults } from './results-due.js';

/** Folds a session that has ended and keeps the minutes, as a new version when it stands on something else than the newest one. */
@Injectable()
export class WriteResults {
  constructor(
    private readonly fold: FoldSession,
    private readonly results: AttendanceResults,
  ) {}

  @HandlesJob(writeResults)
  async run({ sessionId }: z.infer<typeof writeResults.payload>): Promise<void> {
    await this.results.countAlone(sessionId);
    const folded = await this.fold.run(sessionId);
    if (folded.session.state !== 'ended') return;
    const evidence = standsOn(folded.input);
    const newest = await this.results.newest(sessionId);
    if (newest?.evidence.digest === evidence.digest) return;
    await this.results.add({ sessionId, version: (newest?.version ?? 0) + 1, ruleId: folded.ruleId, evidence, computedAt: folded.asOf }, seatsOf(folded));
  }
}

function seatsOf({ attendance }: FoldedSession): SeatResult[] {
  return attendance.seats.map((seat) => ({
    seatId: seat.seatId,
    elapsedSeconds: attendance.elapsed.seconds,
    directSeconds: seat.direct.seconds,
    videoSeconds: seat.video?.seconds ?? null,
    pastPlanSeconds: seat.pastPlan.seconds,
    uncertaintySeconds: seat.uncertaintySeconds,
  }));
}

/** The instant of asking is left out: an ended session has the same minutes whenever they are counted. */
function standsOn({ evidence, timeline, seats, rules }: FoldInput): StandsOn {
  const rows = distinct(evidence);
  const of = (witness: string): number => rows.filter((row) => row.witness === witness).length;
  const byId = <Thing extends { id: string }>(things: readonly Thing[]): Thing[] => [...things].sort((a, b) => (a.id < b.id ? -1 : 1));
  const sorted = seats.map((seat) => ({ ...seat, id: seat.seatId, admissions: byId(seat.admissions) }));
  const all = JSON.stringify([rows, timeline, byId(sorted), rules]);
  return { webhooks: of('webhook'), polls: of('poll'), beats: of('beat'), admissions: seats.reduce((sum, seat) => sum + seat.admissions.length, 0), digest: createHash('sha256').update(all).digest('hex') };
}
