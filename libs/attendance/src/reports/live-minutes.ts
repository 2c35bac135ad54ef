import type { OutputOf, records } from '#contracts';
import type { SessionId } from '#kernel';
import { Database, type StaffPrincipal } from '#platform';
import { Injectable } from '@nestjs/common';
import { drawnTimeOf } from './attendance-report.js';
import { drawStrip } from './drawn-strip.js';
import { FoldSession } from './fold-session.js';

/** Everybody's minutes and strip while the group runs, for the roster. */
@Injectable()
export class LiveMinutes {
  constructor(
    private readonly database: Database,
    private readonly fold: FoldSession,
  ) {}

  async run(host: StaffPrincipal, sessionId: SessionId): Promise<OutputOf<typeof records.getLiveMinutes>> {
    const folded = await this.database.withPrincipal(host, () => this.fold.run(sessionId));
    const drawn = drawnTimeOf(folded);
    return {
      now: folded.asOf.toISOString(),
      length: Math.round((drawn.to - drawn.from) / 1000),
      people: folded.attendance.seats.map((seat) => ({ seatId: seat.seatId, directMinutes: seat.direct.minutes, strip: drawStrip(seat.strip, drawn) })),
    };
  }
}
