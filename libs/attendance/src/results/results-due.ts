import { EndedSessions } from '#group-room';
import type { SessionId } from '#kernel';
import { addJob, declareJob, sql } from '#platform';
import { Injectable } from '@nestjs/common';
import { z } from 'zod';

/** The minutes of a session that has ended are counted and kept. */
export const writeResults = declareJob({
  name: 'attendance.write_results',
  payload: z.strictObject({ sessionId: z.uuid() }),
  reason: 'attendance results',
  subject: ({ sessionId }) => sessionId,
  tries: 8,
});

/** By then LiveKit has noticed who was killed at the end (20 s), and the last beats are written: the first counting is mostly the last. */
const afterEndSeconds = 30;
/** What comes late comes in bursts. */
const afterEvidenceSeconds = 5;

/** Says when the minutes of a session are to be counted: at its end, and again when evidence comes after it. */
@Injectable()
export class ResultsDue extends EndedSessions {
  override async note(sessionId: SessionId): Promise<void> {
    await addJob(writeResults, { sessionId }, { afterSeconds: afterEndSeconds });
  }

  /** In the transaction that writes evidence of these sessions. */
  async evidenceCame(sessionIds: readonly SessionId[]): Promise<void> {
    const ended = await sql<{ sessionId: SessionId }>('select came as "sessionId" from app.evidence_came($1) came', [[...new Set(sessionIds)]]);
    for (const { sessionId } of ended) await addJob(writeResults, { sessionId }, { afterSeconds: afterEvidenceSeconds });
  }
}
