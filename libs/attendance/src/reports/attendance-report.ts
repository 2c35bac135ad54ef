import type { OutputOf, records } from '#contracts';
import { ownClinicCard } from '#identity';
import type { SessionId } from '#kernel';
import { Database, type StaffPrincipal } from '#platform';
import { DayPlan, type SeatedPerson } from '#scheduling';
import { Injectable } from '@nestjs/common';
import { AttendanceResults, type SessionResult } from '../persistence/attendance-results.js';
import type { SeatAttendance } from '../domain/fold.js';
import { drawnTime, drawStrip } from './drawn-strip.js';
import { FoldSession, type FoldedSession } from './fold-session.js';

type Report = OutputOf<typeof records.getAttendance>;

const iso = (ms: number): string => new Date(ms).toISOString();

/** The attendance of a block as staff read and print it: minutes, and the reason of each edge. */
@Injectable()
export class AttendanceReport {
  constructor(
    private readonly database: Database,
    private readonly fold: FoldSession,
    private readonly plan: DayPlan,
    private readonly results: AttendanceResults,
  ) {}

  /** Throws `not_found`. */
  async run(reader: StaffPrincipal, sessionId: SessionId): Promise<Report> {
    return this.database.withPrincipal(reader, async () => {
      const folded = await this.fold.run(sessionId);
      const kept = await this.results.newest(sessionId);
      const block = await this.plan.block(sessionId, reader.personId);
      const clinic = await ownClinicCard();
      const { session, segments, people, asOf, attendance } = folded;
      return {
        sessionId,
        clinic: clinic.name,
        cohort: block?.cohort ?? '',
        title: block?.title ?? '',
        zone: block?.zone ?? 'UTC',
        plannedFrom: session.plannedFrom.toISOString(),
        plannedTo: session.plannedTo.toISOString(),
        countedFrom: attendance.firstHost ? iso(attendance.firstHost.atMs) : null,
        endedAt: session.endedAt?.toISOString() ?? null,
        asOf: (kept?.computedAt ?? asOf).toISOString(),
        rulesVersion: kept?.rulesVersion ?? attendance.rulesVersion,
        segments: segments.map((segment) => ({ ...segment, from: segment.from.toISOString(), to: segment.to.toISOString() })),
        people: people.map((person) => ({ ...personReport(person, folded), ...keptMinutes(kept, person.seatId) })),
      };
    });
  }
}

/** The minutes that were kept stand, whatever the fold of a later moment says; it explains them. Nothing for a session that was not counted yet. */
function keptMinutes(kept: SessionResult | undefined, seatId: string): Partial<Report['people'][number]> {
  const seat = kept?.seats.find((one) => one.seatId === seatId);
  if (!seat) return {};
  const { elapsedSeconds, directSeconds, videoSeconds, uncertaintySeconds } = seat;
  return { elapsedSeconds, directSeconds, directMinutes: Math.floor(directSeconds / 60), videoMinutes: videoSeconds === null ? null : Math.floor(videoSeconds / 60), uncertaintySeconds };
}

function personReport(person: SeatedPerson, folded: FoldedSession): Report['people'][number] {
  const own = folded.attendance.seats.find((seat) => seat.seatId === person.seatId);
  const drawn = drawnTimeOf(folded);
  return {
    seatId: person.seatId,
    role: person.role,
    fullName: person.fullName,
    elapsedSeconds: folded.attendance.elapsed.seconds,
    directSeconds: own?.direct.seconds ?? 0,
    directMinutes: own?.direct.minutes ?? 0,
    videoMinutes: own?.video?.minutes ?? null,
    lateSeconds: own?.lateSeconds ?? null,
    leftEarlySeconds: own?.leftEarlySeconds ?? null,
    uncertaintySeconds: own?.uncertaintySeconds ?? 0,
    strip: own ? drawStrip(own.strip, drawn) : [],
    edges: own ? edgesOf(own) : [],
  };
}

function edgesOf(own: SeatAttendance): Report['people'][number]['edges'] {
  return own.presence.flatMap(({ start, end }) =>
    ([['in', start], ['out', end]] as const).map(([side, edge]) => ({
      at: iso(edge.atMs),
      side,
      source: edge.source,
      earliest: iso(edge.earliestMs),
      latest: iso(edge.latestMs),
      evidence: [...edge.evidenceIds],
    })),
  );
}

/** What the strips of a session show. */
export function drawnTimeOf({ session, asOf }: FoldedSession): { from: number; to: number } {
  return drawnTime({ from: session.plannedFrom.getTime(), to: session.plannedTo.getTime() }, session.endedAt?.getTime() ?? null, asOf.getTime(), session.state === 'live');
}
