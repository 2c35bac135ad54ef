import type { OutputOf, records } from '#contracts';
import { AdmissionTimes } from '#group-room';
import { DomainError, type SeatId, type SessionId } from '#kernel';
import { Database, type StaffPrincipal } from '#platform';
import { Seats } from '#scheduling';
import { Injectable } from '@nestjs/common';
import type { Evidence as EvidenceOf } from '../domain/evidence.js';
import { Evidence } from '../persistence/evidence.js';

type Row = OutputOf<typeof records.getEvidence>['rows'][number];

const iso = (ms: number): string => new Date(ms).toISOString();

/** The rows behind the edges of one person's attendance, as an auditor asks for them. */
@Injectable()
export class EvidenceRows {
  constructor(
    private readonly database: Database,
    private readonly evidence: Evidence,
    private readonly admissions: AdmissionTimes,
    private readonly seats: Seats,
  ) {}

  /** Throws `not_found` for a seat that is not of this session; nothing was read then, and no reading is noted. */
  async run(reader: StaffPrincipal, sessionId: SessionId, seatId: SeatId): Promise<{ rows: Row[] }> {
    return this.database.withPrincipal(reader, async () => {
      if ((await this.seats.find(seatId))?.sessionId !== sessionId) throw new DomainError('not_found');
      const witnessed = (await this.evidence.ofSeat(sessionId, seatId)).map(rowOf);
      const desk = (await this.admissions.ofSession(sessionId))
        .filter((one) => one.seatId === seatId)
        .map((one): Row => ({ id: `desk:${one.admissionId}`, witness: 'desk', what: 'admitted', at: one.admittedAt.toISOString(), until: one.endedAt?.toISOString() ?? null, receivedAt: null, connection: null, reason: null }));
      return { rows: [...witnessed, ...desk].sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0)) };
    });
  }
}

/** One row in the words of the table that staff read. Never throws. */
function rowOf(row: EvidenceOf): Row {
  if (row.witness === 'beat') {
    return { id: row.id, witness: 'beat', what: row.connectionState, at: iso(row.fromMs), until: iso(row.closedAtMs ?? row.toMs), receivedAt: null, connection: row.participantSid, reason: row.closedAtMs === null ? null : 'socket_closed' };
  }
  if (row.witness === 'poll') {
    return { id: row.id, witness: 'poll', what: 'seen', at: iso(row.firstSeenMs), until: iso(row.lastSeenMs), receivedAt: null, connection: row.participantSid, reason: row.goneAtMs === null ? null : 'no_longer_listed' };
  }
  const ofPerson = row.kind === 'joined' || row.kind === 'left' || row.kind === 'aborted' ? row : null;
  const at = ofPerson?.kind === 'joined' && ofPerson.joinedAtMs !== null ? ofPerson.joinedAtMs : row.createdAtSec * 1000;
  return { id: row.id, witness: 'livekit', what: row.kind, at: iso(at), until: null, receivedAt: iso(row.receivedAtMs), connection: ofPerson?.participantSid ?? row.roomSid, reason: ofPerson?.reason ?? null };
}
