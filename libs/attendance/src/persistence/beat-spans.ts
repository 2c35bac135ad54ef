import type { ClinicId, SessionId } from '#kernel';
import { Database, sql, systemPrincipal } from '#platform';
import { Injectable } from '@nestjs/common';
import type { BeatSpan } from '../domain/evidence.js';

/** A span as it is to be stored: of one clinic and session. */
export interface StoredSpan extends BeatSpan {
  readonly clinicId: ClinicId;
  readonly sessionId: SessionId;
}

const instant = (ms: number | null): string | null => (ms === null ? null : new Date(ms).toISOString());

/** The third witness: what pages said of themselves. */
@Injectable()
export class BeatSpans {
  constructor(private readonly database: Database) {}

  /** Writes or renews spans of one clinic in one statement. A span that moved on meanwhile is never set back. */
  async keep(clinicId: ClinicId, spans: readonly StoredSpan[]): Promise<void> {
    if (spans.length === 0) return;
    const rows = spans.map((span) => ({
      clinic_id: clinicId,
      id: span.id,
      session_id: span.sessionId,
      seat_id: span.seatId,
      participant_sid: span.participantSid,
      connection: span.connectionState,
      from_at: instant(span.fromMs),
      to_at: instant(span.toMs),
      media_since: instant(span.mediaSinceMs),
      media_before: instant(span.mediaBeforeMs),
      media_until: instant(span.mediaUntilMs),
      closed_at: instant(span.closedAtMs),
    }));
    await this.database.withPrincipal(systemPrincipal(clinicId, 'beats'), () =>
      sql(
        `insert into beat_span select * from jsonb_populate_recordset(null::beat_span, $1::jsonb)
         on conflict (clinic_id, id) do update
            set to_at = greatest(beat_span.to_at, excluded.to_at),
                media_until = greatest(beat_span.media_until, excluded.media_until),
                closed_at = coalesce(beat_span.closed_at, excluded.closed_at)`,
        [JSON.stringify(rows)],
      ),
    );
  }
}
