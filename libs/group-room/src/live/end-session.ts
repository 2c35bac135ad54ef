import { audit } from '#audit';
import { Clock, DomainError, type RoomId, type SessionId } from '#kernel';
import { afterCommit, withPrincipal, type ClinicPrincipal } from '#platform';
import { LiveSessions, type EndedBy } from '#scheduling';
import { Injectable, Logger } from '@nestjs/common';
import { Admissions } from '../persistence/admissions.js';
import { Rooms } from '../persistence/rooms.js';
import { SfuRooms } from '../sfu-rooms.js';
import { Announcements } from './announcements.js';
import { audiencesOf } from './news.js';

/** Ends a session for everybody: stays end, rooms go, those who wait are told, links lead nowhere any more. */
@Injectable()
export class EndSession {
  private readonly log = new Logger('EndSession');

  constructor(
    private readonly sessions: LiveSessions,
    private readonly admissions: Admissions,
    private readonly rooms: Rooms,
    private readonly sfu: SfuRooms,
    private readonly announce: Announcements,
    private readonly clock: Clock,
  ) {}

  /** Throws `session_ended` when it had ended before. */
  async run(principal: ClinicPrincipal, sessionId: SessionId, by: EndedBy): Promise<void> {
    await withPrincipal(principal, async () => {
      const now = this.clock.now();
      const session = await this.sessions.change(sessionId, audiencesOf({ session: true }));
      if (!session || !(await this.sessions.end(sessionId, now, by))) throw new DomainError('session_ended');
      const rows = await this.admissions.finishAll(sessionId, now);
      for (const roomId of await this.rooms.closeAll(sessionId, now)) afterCommit(() => this.deleteRoom(roomId));
      await audit('session.ended', { objectKind: 'session', objectId: sessionId, details: { by } });
      this.announce.afterCommit(session, { session: true, rows });
    });
  }

  // Nobody waits for it: the gate refuses an ended session already, and the keeper deletes what is left over.
  private deleteRoom(roomId: RoomId): void {
    this.sfu.deleteRoom(roomId).catch((error: unknown) => {
      this.log.warn(`room ${roomId} could not be deleted now (${error instanceof Error ? error.name : 'unknown'}); the keeper tries again`);
    });
  }
}
