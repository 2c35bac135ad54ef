import { live } from '#contracts';
import type { SeatId, SessionId } from '#kernel';
import { Injectable } from '@nestjs/common';
import type { LiveSession } from '../persistence/live-sessions.js';
import { LiveViews } from '../persistence/live-views.js';
import { LiveTopics } from './live-topics.js';
import { ProvenSockets } from './proven-sockets.js';
import { RoomPasses } from './room-passes.js';
import { SeatSockets } from './seat-sockets.js';

/** The one push that brings somebody into the room: their standing, the pass to connect with, and what those inside know. */
@Injectable()
export class Welcome {
  constructor(
    private readonly views: LiveViews,
    private readonly topics: LiveTopics,
    private readonly passes: RoomPasses,
    private readonly sockets: SeatSockets,
    private readonly proven: ProvenSockets,
  ) {}

  /**
   * Has in the open transaction, in one trip to the database, all that the push needs, so that after the commit nothing stands between it
   * and the wire. `session`: as it was before the change that lets the seat in; `raised`: whether there is one, under the version after it.
   */
  async prepare(session: LiveSession, seatId: SeatId, raised = false): Promise<() => void> {
    const { sessionId } = session;
    const minted = this.passes.passFor(seatId, sessionId).then((pass) => this.passes.mint(pass));
    const proven = this.proven.ofSeat(seatId);
    const own = this.topics.own(sessionId, [{ topic: live.standing, ids: [seatId] }]);
    const [frame, standing, topics, pass] = await Promise.all([this.views.frame(sessionId), own, this.topics.snapshot('seats', sessionId), minted, proven]);
    const ofSeat = standing.get(seatId);
    // Read before the version is raised: a snapshot from before the admission must read as older than this.
    const version = frame.staffVersion + (raised ? 1 : 0);
    return () => {
      if (!ofSeat) return;
      // The change that admits may admit others too, after this one was read: its own delta is still to come, and every later one.
      this.sockets.letHear(seatId, sessionId);
      this.sockets.toSeat(seatId, { version, session: frame.session, own: ofSeat, pass, inside: { version: session.seatsVersion, topics } });
    };
  }

  /** Seats that wait with a page open and without a question for the host, the longest waiting first. Needs an open transaction of staff or system. */
  async unquestioned(sessionId: SessionId): Promise<SeatId[]> {
    const roster = await this.views.roster(sessionId);
    return roster
      .filter((row) => row.state === 'waiting' && row.pleaseCheck.length === 0 && row.pageGoneAt === null)
      .sort((a, b) => (a.since ?? '').localeCompare(b.since ?? ''))
      .map((row) => row.seatId);
  }
}
