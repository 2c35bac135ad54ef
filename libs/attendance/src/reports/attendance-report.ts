import type { OutputOf, records } from '#contracts';
import { ownClinicCard } from '#identity';
import type { SessionId } from '#kernel';
import { Database, type StaffPrincipal } from '#platform';
import { DayPlan, type SeatedPerson } from '#scheduling';
import { Injectable } from '@nestjs/common';
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
  ) {}

  /** Throws `not_found`. */
  async run(reader: StaffPrincipal, sessionId: SessionId): Promise<Report> {
    return this.database.withPrincipal(reader, async () => {
      const folded = await this.fold.run(sessionId);
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
        asOf: asOf.toISOString(),
        rulesVersion: attendance.rulesVersion,
        segments: segments.map((segment) => ({ ...segment, from: segment.from.toISOString(), to: segment.to.toISOString() })),
        people: people.map((person) => personReport(person, folded)),
      };
    });
  }
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
