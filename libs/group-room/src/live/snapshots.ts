import type { live, OutputOf } from '#contracts';
import { Clock, DomainError } from '#kernel';
import { Database, type SeatPrincipal } from '#platform';
import { Injectable } from '@nestjs/common';
import type { HostPrincipal } from '../host-principal.js';
import { LiveSessions } from '../persistence/live-sessions.js';
import { LiveViews } from '../persistence/live-views.js';
import { SeatSockets } from './seat-sockets.js';

type StaffSnapshot = OutputOf<typeof live.staffSnapshot>;
type SeatSnapshot = OutputOf<typeof live.seatSnapshot>;

/** The whole of what an audience may see, for whoever connects or has missed a version. The version is read first, so nothing is newer than claimed. */
@Injectable()
export class Snapshots {
  constructor(
    private readonly database: Database,
    private readonly sessions: LiveSessions,
    private readonly views: LiveViews,
    private readonly sockets: SeatSockets,
    private readonly clock: Clock,
  ) {}

  async forStaff(host: HostPrincipal): Promise<StaffSnapshot> {
    return this.database.withPrincipal(host, async () => {
      const session = await this.sessions.find(host.sessionId);
      if (!session) throw new DomainError('not_found');
      return {
        version: session.staffVersion,
        now: this.clock.now().toISOString(),
        session: await this.views.session(host.sessionId),
        roster: await this.views.roster(host.sessionId),
      };
    });
  }

  /**
   * What one seat sees: the people in the room only while it is let in itself. From then on its sockets hear who comes and goes: they
   * begin to hear before the snapshot is read, and stop again if the seat is no longer inside by then.
   */
  async forSeat(person: SeatPrincipal): Promise<SeatSnapshot> {
    if ((await this.read(person)).own.step === 'room') this.sockets.letHear(person.seatId, person.sessionId);
    const snapshot = await this.read(person);
    if (snapshot.own.step !== 'room') this.sockets.letHearNoMore(person.seatId, person.sessionId);
    return snapshot;
  }

  private async read(person: SeatPrincipal): Promise<SeatSnapshot> {
    const { sessionId, seatId } = person;
    return this.database.withPrincipal(person, async () => {
      const session = await this.sessions.find(sessionId);
      const own = (await this.views.standings(sessionId, [seatId])).get(seatId);
      if (!session || !own) throw new DomainError('not_found');
      const people = own.step === 'room' ? await this.views.peers(sessionId) : [];
      return { version: session.seatsVersion, now: this.clock.now().toISOString(), session: await this.views.session(sessionId), own, people };
    });
  }
}
