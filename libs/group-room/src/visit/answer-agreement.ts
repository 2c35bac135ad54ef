import { audit } from '#audit';
import { Clock, DomainError } from '#kernel';
import { withPrincipal, type SeatPrincipal } from '#platform';
import { LiveSessions } from '#scheduling';
import { Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { Announcements } from '../live/announcements.js';
import { audiencesOf } from '../live/news.js';
import { Agreements } from '../persistence/agreements.js';
import { HelpRequests } from '../persistence/help-requests.js';

/** The person's word on the group agreement. A no reaches staff like a request for help, so that somebody calls. */
@Injectable()
export class AnswerAgreement {
  constructor(
    private readonly sessions: LiveSessions,
    private readonly agreements: Agreements,
    private readonly help: HelpRequests,
    private readonly announce: Announcements,
    private readonly clock: Clock,
  ) {}

  /** Throws `conflict` when a newer version was published meanwhile: then the person reads that one. */
  async accept(person: SeatPrincipal, agreementId: string): Promise<void> {
    await this.change(person, async () => {
      if (!(await this.agreements.accept(agreementId, person.personId, person.seatId, this.clock.now()))) throw new DomainError('conflict');
      await audit('agreement.accepted', { objectKind: 'agreement_version', objectId: agreementId });
    });
  }

  async decline(person: SeatPrincipal): Promise<void> {
    await this.change(person, async () => {
      if (await this.help.hasDeclined(person.seatId)) return;
      const { sessionId, seatId, personId } = person;
      await this.help.ask({ helpId: randomUUID(), kind: 'declined', sessionId, seatId, personId }, this.clock.now());
      await audit('agreement.declined', { objectKind: 'seat', objectId: seatId });
    });
  }

  private async change(person: SeatPrincipal, work: () => Promise<void>): Promise<void> {
    await withPrincipal(person, async () => {
      const change = { rows: [person.seatId] };
      const session = await this.sessions.change(person.sessionId, audiencesOf(change));
      if (!session) throw new DomainError('not_found');
      await work();
      this.announce.afterCommit(session, change);
    });
  }
}
