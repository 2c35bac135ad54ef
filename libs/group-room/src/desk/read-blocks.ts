import type { desk, OutputOf } from '#contracts';
import { mayInSession, reachOf, sessionAsOverseen } from '#identity';
import { Clock, type SessionId } from '#kernel';
import { Database, type StaffPrincipal } from '#platform';
import { DayPlan, type PlannedBlock } from '#scheduling';
import { Injectable } from '@nestjs/common';
import { Headcounts, type Headcount } from '../persistence/headcounts.js';

type Today = OutputOf<typeof desk.getToday>;
export type BlockCard = Today['blocks'][number];

/** Blocks as cards: what is planned, and how many people stand where. */
@Injectable()
export class ReadBlocks {
  constructor(
    private readonly database: Database,
    private readonly plan: DayPlan,
    private readonly headcounts: Headcounts,
    private readonly clock: Clock,
  ) {}

  /** Today in the clinic's zone, and what is still live: the sessions that the person may see. */
  async today(person: StaffPrincipal): Promise<Today> {
    const now = this.clock.now();
    return this.database.withPrincipal(person, async () => {
      const day = await this.plan.dayOf(now);
      const blocks = await this.plan.blocksOfDay(day, reachOf(person, 'session.see'));
      const counts = await this.headcounts.of(blocks.map((block) => block.sessionId));
      return { zone: day.zone, now: now.toISOString(), blocks: blocks.map((block) => cardOf(person, block, counts.get(block.sessionId))) };
    });
  }

  /** In its own transaction, or in the open one. */
  async one(person: StaffPrincipal, sessionId: SessionId): Promise<BlockCard | undefined> {
    return this.database.withPrincipal(person, async () => {
      const block = await this.plan.block(sessionId, person.personId);
      return block && cardOf(person, block, (await this.headcounts.of([sessionId])).get(sessionId));
    });
  }
}

function cardOf(person: StaffPrincipal, block: PlannedBlock, people: Headcount | undefined): BlockCard {
  const { programId, cohortId, ownRole } = block;
  const may = mayInSession(person, sessionAsOverseen({ programId, cohortId }, ownRole ?? undefined));
  return {
    sessionId: block.sessionId,
    cohort: block.cohort,
    title: block.title,
    zone: block.zone,
    from: block.from.toISOString(),
    to: block.to.toISOString(),
    lobbyOpensAt: block.lobbyOpensAt.toISOString(),
    state: block.state,
    hosts: [...block.hosts],
    may,
    people: may.includes('read_people') ? (people ?? { expected: 0, waiting: 0, inRoom: 0, away: 0 }) : null,
  };
}
