import { audit } from '#audit';
import { live } from '#contracts';
import { Clock, DomainError, type SessionId } from '#kernel';
import { afterCommit, type ClinicPrincipal } from '#platform';
import { Injectable } from '@nestjs/common';
import type { EndedBy } from '../domain/session-life.js';
import { Admissions } from '../persistence/admissions.js';
import { LiveSessions } from '../persistence/live-sessions.js';
import { Rooms } from '../persistence/rooms.js';
import { CloseRooms, type EndedRoom } from './close-rooms.js';
import { Live } from './live.js';

/** Ends a session for everybody: stays end, who was there is noted, rooms go, those who wait are told, links lead nowhere any more. */
@Injectable()
export class EndSession {
  constructor(
    private readonly live: Live,
    private readonly sessions: LiveSessions,
    private readonly admissions: Admissions,
    private readonly rooms: Rooms,
    private readonly closing: CloseRooms,
    private readonly clock: Clock,
  ) {}

  /** Throws `session_ended` when it had ended before. */
  async run(principal: ClinicPrincipal, sessionId: SessionId, by: EndedBy): Promise<void> {
    await this.live.act(principal, sessionId, async ({ clinicId }, told) => {
      const now = this.clock.now();
      if (!(await this.sessions.end(sessionId, now, by))) throw new DomainError('session_ended');
      const rows = await this.admissions.finishAll(sessionId, now);
      const rooms = (await this.rooms.closeAll(sessionId, now)).map((roomId) => ({ clinicId, sessionId, roomId }));
      await audit('session.ended', { objectKind: 'session', objectId: sessionId, details: { by } });
      // Registered before what is told, so that it is done before anybody hears of the end.
      afterCommit(() => this.close(rooms));
      told.session();
      told.whole(live.standing);
      told.about(live.roster, ...rows);
    });
  }

  private async close(rooms: readonly EndedRoom[]): Promise<void> {
    await Promise.all(rooms.map((room) => this.closing.look(room)));
    for (const { roomId } of rooms) void this.closing.remove(roomId);
  }
}
