import type { SessionId } from '#kernel';
import { Database, systemPrincipal } from '#platform';
import { Injectable } from '@nestjs/common';
import { LiveViews } from '../persistence/live-views.js';
import { LiveTopics } from './live-topics.js';
import { together, type News } from './news.js';
import { ProvenSockets } from './proven-sockets.js';
import { SeatSockets } from './seat-sockets.js';

/** How long what is told `calmly` waits for the next change to go with, ms. */
const calmMs = 250;

interface Telling {
  readonly promise: Promise<void>;
  resolve(): void;
  reject(error: unknown): void;
}

interface Waiting {
  readonly news: News;
  readonly told: Telling;
  readonly timer: NodeJS.Timeout;
}

/**
 * Tells everybody what a change means for them, each audience its own part. Reads what is to be told anew after the commit, so a push
 * never carries less than its version; lost pushes are mended by the client, which sees the missing version and asks for a snapshot.
 */
@Injectable()
export class Announcements {
  /** What waits to be told, by session. Lost with the process, as are the sockets that would have heard it. */
  private readonly waiting = new Map<SessionId, Waiting>();

  constructor(
    private readonly database: Database,
    private readonly views: LiveViews,
    private readonly topics: LiveTopics,
    private readonly sockets: SeatSockets,
    private readonly proven: ProvenSockets,
  ) {}

  /** Tells it at once, and with it what waits to be told. */
  async now(news: News): Promise<void> {
    const before = this.take(news.session.sessionId);
    const telling = this.tell(before ? together(before.news, news) : news);
    if (before) telling.then(before.told.resolve, before.told.reject);
    await telling;
  }

  /**
   * For an admission: told with the next change, which is mostly the person's own arrival, and within a quarter of a second. Until then
   * nobody's page draws, so that nothing stands between the person and their first picture.
   */
  calmly(news: News): Promise<void> {
    const { sessionId } = news.session;
    const before = this.waiting.get(sessionId);
    if (before) {
      this.waiting.set(sessionId, { ...before, news: together(before.news, news) });
      return before.told.promise;
    }
    const told = willBeTold();
    const timer = setTimeout(() => {
      const { news: all } = this.take(sessionId)!;
      this.tell(all).then(told.resolve, told.reject);
    }, calmMs);
    this.waiting.set(sessionId, { news, told, timer });
    return told.promise;
  }

  private take(sessionId: SessionId): Waiting | undefined {
    const waiting = this.waiting.get(sessionId);
    clearTimeout(waiting?.timer);
    this.waiting.delete(sessionId);
    return waiting;
  }

  private async tell({ session: { sessionId, clinicId }, change, staff, seats }: News): Promise<void> {
    // Whoever connects later asks for a snapshot, which is newer than this. A plan that changes months ahead has nobody who listens.
    const open = await this.sockets.openAt({ sessionId });
    if (open.length === 0) return;
    const [{ session, staffVersion }, toStaff, toSeats, own] = await this.database.withPrincipal(systemPrincipal(clinicId, 'announce a change'), () =>
      Promise.all([
        // First the version, then what it stands for: nothing that is told is older than it claims.
        this.views.frame(sessionId),
        staff && this.topics.delta('staff', sessionId, change.topics),
        seats && this.topics.delta('seats', sessionId, change.topics),
        this.topics.own(sessionId, change.topics),
        this.proven.ofSession(sessionId),
      ]),
    );
    const concerned = new Set([...own.keys(), ...(change.session ? open.map(({ identity }) => identity.seatId) : [])]);
    for (const seatId of concerned) this.sockets.toSeat(seatId, { version: staffVersion, session, own: own.get(seatId) ?? {}, pass: null, inside: null });
    const state = change.session ? { session } : {};
    if (staff && toStaff) this.sockets.toStaff(sessionId, { ...staff, ...state, topics: toStaff });
    if (seats && toSeats) this.sockets.toSeats(sessionId, { ...seats, ...state, topics: toSeats });
  }
}

function willBeTold(): Telling {
  const told: Partial<Telling> = {};
  const promise = new Promise<void>((resolve, reject) => Object.assign(told, { resolve, reject }));
  return { ...(told as Telling), promise };
}
