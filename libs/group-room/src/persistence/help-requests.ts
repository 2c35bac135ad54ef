import type { live, OwnOf, SnapshotOf } from '#contracts';
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

type HelpRow = SnapshotOf<typeof live.help, 'staff'>[number];
type OwnHelp = OwnOf<typeof live.help>;
interface Asked {
  readonly seatId: SeatId;
  readonly askedAt: Date;
  readonly seenAt: Date | null;
  readonly seenBy: string | null;
}

/** The newest request of each seat that is meant, with who has seen it. */
const newest = (columns: string, only: string) => `select s.id as "seatId", ${columns} h.asked_at as "askedAt", h.seen_at as "seenAt", by.shown_name as "seenBy"
   from seat s left join lateral (select * from help_request h where h.clinic_id = s.clinic_id and h.seat_id = s.id and ${only} order by h.asked_at desc limit 1) h on true
   left join seat by on by.session_id = h.session_id and by.person_id = h.seen_by
  where s.session_id = $1 and s.withdrawn_at is null and ($2::uuid[] is null or s.id = any ($2))`;

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

  /** The newest request of everybody who asked, or of those of them. For staff and our own work only. */
  async asked(sessionId: SessionId, only?: readonly SeatId[]): Promise<HelpRow[]> {
    const rows = await sql<Asked & { helpId: string | null; kind: HelpKind }>(`${newest('h.id as "helpId", h.kind,', 'true')} and h.id is not null`, [sessionId, only ?? null]);
    return rows.flatMap(({ helpId, askedAt, seenAt, ...row }) => (helpId ? [{ ...row, helpId, askedAt: askedAt.toISOString(), seenAt: seenAt?.toISOString() ?? null }] : []));
  }

  /** What became of the newest request of each of these seats, or of all; null where nothing was asked. What we asked for them ourselves is not in it. */
  async own(sessionId: SessionId, seatIds?: readonly SeatId[]): Promise<Map<SeatId, OwnHelp>> {
    const rows = await sql<Omit<Asked, 'askedAt'> & { askedAt: Date | null }>(newest('', "h.kind <> 'declined'"), [sessionId, seatIds ?? null]);
    return new Map(rows.map(({ seatId, askedAt, seenBy }) => [seatId, askedAt && { askedAt: askedAt.toISOString(), seenBy }]));
  }
}
