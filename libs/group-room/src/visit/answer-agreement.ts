import { audit } from '#audit';
import { live } from '#contracts';
import { Clock, DomainError } from '#kernel';
import type { SeatPrincipal } from '#platform';
import { Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { Live } from '../live/live.js';
import { Agreements } from '../persistence/agreements.js';
import { HelpRequests } from '../persistence/help-requests.js';

/** The person's word on the group agreement. A no reaches staff like a request for help, so that somebody calls. */
@Injectable()
export class AnswerAgreement {
  constructor(
    private readonly live: Live,
    private readonly agreements: Agreements,
    private readonly help: HelpRequests,
    private readonly clock: Clock,
  ) {}

  /** Throws `conflict` when a newer version was published meanwhile: then the person reads that one. */
  async accept(person: SeatPrincipal, agreementId: string): Promise<void> {
    await this.live.act(person, person.sessionId, async (_session, told) => {
      if (!(await this.agreements.accept(agreementId, person.personId, person.seatId, this.clock.now()))) throw new DomainError('conflict');
      await audit('agreement.accepted', { objectKind: 'agreement_version', objectId: agreementId });
      told.about(live.roster, person.seatId);
    });
  }

  async decline(person: SeatPrincipal): Promise<void> {
    await this.live.act(person, person.sessionId, async (_session, told) => {
      if (await this.help.hasDeclined(person.seatId)) return;
      const { sessionId, seatId, personId } = person;
      await this.help.ask({ helpId: randomUUID(), kind: 'declined', sessionId, seatId, personId }, this.clock.now());
      await audit('agreement.declined', { objectKind: 'seat', objectId: seatId });
      told.about(live.help, seatId);
    });
  }
}
