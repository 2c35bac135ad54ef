import { live } from '#contracts';
import type { ClinicId, SeatId, SessionId } from '#kernel';
import { systemPrincipal } from '#platform';
import { Injectable } from '@nestjs/common';
import { Live } from './live/live.js';
import { Admissions } from './persistence/admissions.js';

/** Tells staff that somebody's page went behind another app or came back, so that a dark tile is not read as disinterest. */
@Injectable()
export class NoteVisibility {
  constructor(
    private readonly live: Live,
    private readonly admissions: Admissions,
  ) {}

  /** Call it when the beat's `visible` changes. Safe to repeat. Opens its own transaction. */
  async run(seen: { clinicId: ClinicId; sessionId: SessionId; seatId: SeatId; visible: boolean }): Promise<void> {
    await this.live.act(systemPrincipal(seen.clinicId, 'page visibility'), seen.sessionId, async (_session, told) => {
      if (await this.admissions.keepBackground(seen.seatId, !seen.visible)) told.about(live.roster, seen.seatId);
    });
  }
}
