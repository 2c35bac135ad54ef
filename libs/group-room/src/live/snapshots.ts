import { live, type OutputOf } from '#contracts';
import { Clock, DomainError } from '#kernel';
import { Database, type SeatPrincipal } from '#platform';
import { Injectable } from '@nestjs/common';
import type { HostPrincipal } from '../host-principal.js';
import { LiveViews, type Frame, type OwnStanding } from '../persistence/live-views.js';
import { LiveTopics } from './live-topics.js';
import { SeatSockets } from './seat-sockets.js';

type StaffSnapshot = OutputOf<typeof live.staffSnapshot>;
type SeatSnapshot = OutputOf<typeof live.seatSnapshot>;

/** The whole of what an audience may see, for whoever connects or has missed a version. The version is read first, so nothing is newer than claimed. */
@Injectable()
export class Snapshots {
  constructor(
    private readonly database: Database,
    private readonly views: LiveViews,
    private readonly topics: LiveTopics,
    private readonly sockets: SeatSockets,
    private readonly clock: Clock,
  ) {}

  async forStaff({ sessionId, ...host }: HostPrincipal): Promise<StaffSnapshot> {
    const [{ staffVersion, session }, topics] = await this.database.withPrincipal({ ...host, sessionId }, () => Promise.all([this.views.frame(sessionId), this.topics.snapshot('staff', sessionId)]));
    return { version: staffVersion, now: this.now(), session, topics };
  }

  /**
   * What one seat sees: what those inside hear only while it is let in itself. From then on its sockets hear it too: they begin to hear
   * before the snapshot is read, and stop again if the seat is no longer inside by then.
   */
  async forSeat(person: SeatPrincipal): Promise<SeatSnapshot> {
    const { sessionId, seatId } = person;
    const before = await this.database.withPrincipal(person, () => this.views.standings(sessionId, [seatId]));
    if (before.get(seatId)?.step === 'room') this.sockets.letHear(seatId, sessionId);
    const { frame, own, inside } = await this.read(person);
    if (!inside) this.sockets.letHearNoMore(seatId, sessionId);
    return { version: frame.seatsVersion, now: this.now(), session: frame.session, topics: inside ?? {}, ownVersion: frame.staffVersion, own };
  }

  private async read({ sessionId, seatId, ...person }: SeatPrincipal): Promise<{ frame: Frame; own: Record<string, unknown>; inside: Record<string, unknown> | null }> {
    return this.database.withPrincipal({ ...person, sessionId, seatId }, async () => {
      const [frame, own] = await Promise.all([this.views.frame(sessionId), this.topics.ownOf(sessionId, seatId)]);
      const standing = own[live.standing.key] as OwnStanding | undefined;
      if (!standing) throw new DomainError('not_found');
      return { frame, own, inside: standing.step === 'room' ? await this.topics.snapshot('seats', sessionId) : null };
    });
  }

  private now(): string {
    return this.clock.now().toISOString();
  }
}
