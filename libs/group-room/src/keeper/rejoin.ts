import type { SeatId } from '#kernel';
import { Database, systemPrincipal } from '#platform';
import { Injectable } from '@nestjs/common';
import { isShownToPeers } from '../domain/admission.js';
import { Welcome } from '../live/welcome.js';
import { LiveSessions } from '../persistence/live-sessions.js';
import { Standings } from '../persistence/standings.js';
import type { LiveRoom } from '../persistence/live-lookups.js';

/** Asks everybody who was in a room that the SFU lost to connect again, each with a fresh pass: seconds sooner than their page would try. */
@Injectable()
export class Rejoin {
  constructor(
    private readonly database: Database,
    private readonly sessions: LiveSessions,
    private readonly standings: Standings,
    private readonly welcome: Welcome,
  ) {}

  /** Safe to repeat: a page that is connected already does nothing. */
  async run(room: LiveRoom): Promise<void> {
    const pushes = await this.database.withPrincipal(systemPrincipal(room.clinicId, 'rejoin after the media server'), async () => {
      const session = await this.sessions.find(room.sessionId);
      if (!session) return [];
      const prepared: (() => void)[] = [];
      for (const seatId of await this.inside(room)) prepared.push(await this.welcome.prepare(session, seatId));
      return prepared;
    });
    for (const push of pushes) push();
  }

  private async inside(room: LiveRoom): Promise<SeatId[]> {
    return [...(await this.standings.of(room.sessionId))].filter(([, { state }]) => isShownToPeers(state)).map(([seatId]) => seatId);
  }
}
