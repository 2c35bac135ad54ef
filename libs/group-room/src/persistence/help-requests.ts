import type { HelpKind, PersonId, SeatId, SessionId } from '#kernel';
import { sql } from '#platform';
import { Injectable } from '@nestjs/common';

export interface Asking {
  /** Made by the page, so that a repeated send is one request. */
  readonly helpId: string;
  readonly kind: HelpKind;
  readonly sessionId: SessionId;
  readonly seatId: SeatId;
  readonly personId: PersonId;
}

/** What people asked staff for from inside a visit. Every method needs an open transaction. */
@Injectable()
export class HelpRequests {
  /** `known` when the person made this very request before, `foreign` when its id is another's or of another kind. */
  async ask(asking: Asking, now: Date): Promise<'asked' | 'known' | 'foreign'> {
    const rows = await sql(
      `insert into help_request (clinic_id, id, session_id, seat_id, person_id, kind, asked_at) values (app.clinic_id(), $1, $2, $3, $4, $5, $6)
       on conflict (clinic_id, id) do nothing returning id`,
      [asking.helpId, asking.sessionId, asking.seatId, asking.personId, asking.kind, now],
    );
    if (rows.length > 0) return 'asked';
    const own = await sql('select 1 from help_request where id = $1 and seat_id = $2 and kind = $3', [asking.helpId, asking.seatId, asking.kind]);
    return own.length > 0 ? 'known' : 'foreign';
  }

  async hasDeclined(seatId: SeatId): Promise<boolean> {
    return (await sql("select 1 from help_request where seat_id = $1 and kind = 'declined' limit 1", [seatId])).length > 0;
  }

  /** "Dr. Field has seen this". `seen` again when somebody had seen it before; undefined when the session has no such request. */
  async see(helpId: string, sessionId: SessionId, by: PersonId, now: Date): Promise<{ seatId: SeatId; wasNew: boolean } | undefined> {
    const seen = await sql<{ seatId: SeatId }>(
      'update help_request set seen_at = $3, seen_by = $4 where id = $1 and session_id = $2 and seen_at is null returning seat_id as "seatId"',
      [helpId, sessionId, now, by],
    );
    if (seen[0]) return { seatId: seen[0].seatId, wasNew: true };
    const before = await sql<{ seatId: SeatId }>('select seat_id as "seatId" from help_request where id = $1 and session_id = $2', [helpId, sessionId]);
    return before[0] && { seatId: before[0].seatId, wasNew: false };
  }
}
