import type { desk, OutputOf } from '#contracts';
import { SessionLinks } from '#identity';
import { DomainError, type SessionId } from '#kernel';
import { Database, type StaffPrincipal } from '#platform';
import { DayPlan } from '#scheduling';
import { Injectable } from '@nestjs/common';
import { Standings } from '../persistence/standings.js';
import { ReadBlocks } from './read-blocks.js';

/** Who should be in a session, who is missing, and how to reach them. */
@Injectable()
export class ReadSessionPeople {
  constructor(
    private readonly database: Database,
    private readonly blocks: ReadBlocks,
    private readonly plan: DayPlan,
    private readonly standings: Standings,
    private readonly links: SessionLinks,
  ) {}

  /** Throws `not_found`. */
  async run(person: StaffPrincipal, sessionId: SessionId): Promise<OutputOf<typeof desk.getSessionPeople>> {
    return this.database.withPrincipal(person, async () => {
      const block = await this.blocks.one(person, sessionId);
      if (!block) throw new DomainError('not_found');
      const standings = await this.standings.of(sessionId);
      const links = new Map((await this.links.ofSession(sessionId)).map((link) => [link.seatId, link]));
      const people = (await this.plan.peopleOf(sessionId)).filter(({ withdrawnAt }) => withdrawnAt === null);
      return {
        block,
        people: people.map(({ seatId, role, fullName, shownName, phone }) => {
          const { state, since } = standings.get(seatId) ?? { state: 'expected' as const, since: null };
          const link = links.get(seatId);
          return { seatId, role, fullName, shownName, phone, state, since, linkWorks: block.state !== 'ended' && (link?.works ?? false), linkDevices: link?.devices ?? 0 };
        }),
      };
    });
  }
}
