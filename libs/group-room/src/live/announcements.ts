import type { SeatId, SessionId } from '#kernel';
import { Database, systemPrincipal } from '#platform';
import { Injectable } from '@nestjs/common';
import { LiveViews } from '../persistence/live-views.js';
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
    if ((await this.sockets.openAt({ sessionId })).length === 0) return;
    const seen = await this.database.withPrincipal(systemPrincipal(clinicId, 'announce a change'), async () => ({
      state: (await Promise.all([this.views.session(sessionId), this.proven.ofSession(sessionId)]))[0],
      rows: change.rows?.length ? await this.views.roster(sessionId, change.rows) : [],
      people: change.peers?.length ? await this.views.peers(sessionId, change.peers) : [],
      own: change.session ? await this.views.standings(sessionId) : change.own?.length ? await this.views.standings(sessionId, change.own) : new Map<SeatId, never>(),
    }));
    const state = change.session ? { session: seen.state } : {};
    for (const [seatId, own] of seen.own) this.sockets.toSeat(seatId, { own, session: seen.state, pass: null, inside: null });
    this.sockets.toStaff(sessionId, { ...staff, ...state, rows: seen.rows, gone: missing(change.rows, seen.rows) });
    if (!seats) return;
    this.sockets.toSeats(sessionId, { ...seats, ...state, people: seen.people, gone: missing(change.peers, seen.people) });
  }
}

/** Of whom something is told, and who is not to be seen any more. */
function missing(told: readonly SeatId[] = [], seen: readonly { seatId: SeatId }[]): SeatId[] {
  return told.filter((seatId) => !seen.some((row) => row.seatId === seatId));
}

function willBeTold(): Telling {
  const told: Partial<Telling> = {};
  const promise = new Promise<void>((resolve, reject) => Object.assign(told, { resolve, reject }));
  return { ...(told as Telling), promise };
}
