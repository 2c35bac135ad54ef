import type { desk, OutputOf } from '#contracts';
import { Clock, type SessionId } from '#kernel';
import { Database, type StaffPrincipal } from '#platform';
import { DayPlan, type PlannedBlock } from '#scheduling';
import { Injectable } from '@nestjs/common';
import { Headcounts, type Headcount } from '../persistence/headcounts.js';

type Today = OutputOf<typeof desk.getToday>;
export type BlockCard = Today['blocks'][number];

const overseeing = ['coordinator', 'supervisor', 'admin'];

/** Blocks as cards: what is planned, and how many people stand where. */
@Injectable()
export class ReadBlocks {
  constructor(
    private readonly database: Database,
    private readonly plan: DayPlan,
    private readonly headcounts: Headcounts,
    private readonly clock: Clock,
  ) {}

  /** Today in the clinic's zone, and what is still live. Clinicians see their own blocks; coordinators, supervisors and admins all. */
  async today(person: StaffPrincipal): Promise<Today> {
    const now = this.clock.now();
    return this.database.withPrincipal(person, async () => {
      const day = await this.plan.dayOf(now);
      const blocks = await this.plan.blocksOfDay(day, person.personId, person.roles.some((role) => overseeing.includes(role)) ? 'all' : 'own');
      const counts = await this.headcounts.of(blocks.map((block) => block.sessionId));
      return { zone: day.zone, now: now.toISOString(), blocks: blocks.map((block) => cardOf(block, counts.get(block.sessionId))) };
    });
  }

  /** In its own transaction, or in the open one. */
  async one(person: StaffPrincipal, sessionId: SessionId): Promise<BlockCard | undefined> {
    return this.database.withPrincipal(person, async () => {
      const block = await this.plan.block(sessionId, person.personId);
      return block && cardOf(block, (await this.headcounts.of([sessionId])).get(sessionId));
    });
  }
}

function cardOf(block: PlannedBlock, people: Headcount | undefined): BlockCard {
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
    mine: block.mine,
    people: people ?? { expected: 0, waiting: 0, inRoom: 0, away: 0 },
  };
}
