import { audit } from '#audit';
import { Clock, DomainError, type RoomId, type SessionId } from '#kernel';
import { afterCommit, type ClinicPrincipal } from '#platform';
import { LiveSessions, type EndedBy } from '#scheduling';
import { Injectable, Logger } from '@nestjs/common';
import { Admissions } from '../persistence/admissions.js';
import { Rooms } from '../persistence/rooms.js';
import { SfuRooms } from '../sfu-rooms.js';
import { Live } from './live.js';

/** Ends a session for everybody: stays end, rooms go, those who wait are told, links lead nowhere any more. */
@Injectable()
export class EndSession {
  private readonly log = new Logger('EndSession');

  constructor(
    private readonly live: Live,
    private readonly sessions: LiveSessions,
    private readonly admissions: Admissions,
    private readonly rooms: Rooms,
    private readonly sfu: SfuRooms,
    private readonly clock: Clock,
  ) {}

  /** Throws `session_ended` when it had ended before. */
  async run(principal: ClinicPrincipal, sessionId: SessionId, by: EndedBy): Promise<void> {
    await this.live.act(principal, sessionId, async (_session, told) => {
      const now = this.clock.now();
      if (!(await this.sessions.end(sessionId, now, by))) throw new DomainError('session_ended');
      const rows = await this.admissions.finishAll(sessionId, now);
      for (const roomId of await this.rooms.closeAll(sessionId, now)) afterCommit(() => this.deleteRoom(roomId));
      await audit('session.ended', { objectKind: 'session', objectId: sessionId, details: { by } });
      told.session();
      told.rows(...rows);
    });
  }

  // Nobody waits for it: the gate refuses an ended session already, and the keeper deletes what is left over.
  private deleteRoom(roomId: RoomId): void {
    this.sfu.deleteRoom(roomId).catch((error: unknown) => {
      this.log.warn(`room ${roomId} could not be deleted now (${error instanceof Error ? error.name : 'unknown'}); the keeper tries again`);
    });
  }
}
