import type { ClinicId, SeatId, SessionId } from '#kernel';
import { systemPrincipal, withPrincipal } from '#platform';
import { LiveSessions } from '#scheduling';
import { Injectable } from '@nestjs/common';
import { Announcements } from './live/announcements.js';
import { audiencesOf } from './live/news.js';
import { Admissions } from './persistence/admissions.js';

/** Tells staff that somebody's page went behind another app or came back, so that a dark tile is not read as disinterest. */
@Injectable()
export class NoteVisibility {
  constructor(
    private readonly sessions: LiveSessions,
    private readonly admissions: Admissions,
    private readonly announce: Announcements,
  ) {}

  /** Call it when the beat's `visible` changes. Safe to repeat. Opens its own transaction. */
  async run(seen: { clinicId: ClinicId; sessionId: SessionId; seatId: SeatId; visible: boolean }): Promise<void> {
    await withPrincipal(systemPrincipal(seen.clinicId, 'page visibility'), async () => {
      await this.sessions.lock(seen.sessionId);
      if (!(await this.admissions.keepBackground(seen.seatId, !seen.visible))) return;
      const change = { rows: [seen.seatId] };
      const session = await this.sessions.change(seen.sessionId, audiencesOf(change));
      if (session) this.announce.afterCommit(session, change);
    });
  }
}
