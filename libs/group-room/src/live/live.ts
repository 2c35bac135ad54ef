import { DomainError, type SessionId } from '#kernel';
import { afterCommit, Database, type ClinicPrincipal } from '#platform';
import { Injectable } from '@nestjs/common';
import { LiveSessions, type LiveSession } from '../persistence/live-sessions.js';
import { Announcements } from './announcements.js';
import { LiveTopics } from './live-topics.js';
import { audiencesOf, newsOf } from './news.js';
import { Told } from './told.js';

/** The one way to change a live session. */
@Injectable()
export class Live {
  constructor(
    private readonly database: Database,
    private readonly sessions: LiveSessions,
    private readonly announce: Announcements,
    private readonly topics: LiveTopics,
  ) {}

  /**
   * Locks the session, so that two who press at once are decided one after the other, and lets `work` decide by what it reads then. What
   * `work` told is heard after the commit by those whom it concerns, under one new version for each audience. Nothing told: nothing is
   * raised and nobody hears. In its own transaction as `by`, or in the open one. Throws `not_found`, and what `work` throws.
   */
  async act<Result>(by: ClinicPrincipal, sessionId: SessionId, work: (session: LiveSession, told: Told) => Promise<Result>): Promise<Result> {
    return this.database.withPrincipal(by, async () => {
      const session = await this.sessions.lock(sessionId);
      if (!session) throw new DomainError('not_found');
      const told = new Told();
      const result = await work(session, told);
      this.tell(session, told);
      return result;
    });
  }

  private tell(session: LiveSession, { change, canWait }: Told): void {
    if (!change) return;
    for (const { topic } of change.topics) if (!this.topics.has(topic)) throw new Error(`Live: no module registered the topic ${topic.key}`);
    // Not waited for: it travels with the commit, which fails when this does, and is answered before it.
    const raised = this.sessions.raise(session.sessionId, audiencesOf(change));
    raised.catch(() => undefined);
    afterCommit(async () => {
      const news = newsOf({ ...session, ...(await raised) }, change);
      await (canWait ? this.announce.calmly(news) : this.announce.now(news));
    });
  }
}
