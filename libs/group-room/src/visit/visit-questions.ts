import { Clock, type Locale, type VisitStep } from '#kernel';
import type { SeatPrincipal } from '#platform';
import { Injectable } from '@nestjs/common';
import { lobbyStanding } from '../domain/session-life.js';
import type { VisitFacts } from '../domain/visit-step.js';
import { Admissions } from '../persistence/admissions.js';
import { Agreements, type AgreementText } from '../persistence/agreements.js';
import { GateAnswersTable, type GateAnswers } from '../persistence/gate-answers.js';
import { HelpRequests } from '../persistence/help-requests.js';
import type { VisitCard } from '../persistence/visit-cards.js';

export interface Answered {
  readonly facts: VisitFacts;
  /** The person's newest answers at the gate, of this session or an earlier one. */
  readonly lastGate: GateAnswers | null;
}

/** What a person has answered so far on the way in. */
@Injectable()
export class VisitQuestions {
  constructor(
    private readonly admissions: Admissions,
    private readonly agreements: Agreements,
    private readonly gate: GateAnswersTable,
    private readonly help: HelpRequests,
    private readonly clock: Clock,
  ) {}

  /** Inside an open transaction. `deviceTrusted` of the facts is what the caller says. */
  async answered(person: SeatPrincipal, card: VisitCard, deviceTrusted: boolean): Promise<Answered> {
    const gate = await this.gate.newest(person.seatId, person.personId);
    const facts: VisitFacts = {
      deviceTrusted,
      sessionEnded: lobbyStanding(card, this.clock.now()) === 'over',
      standing: await this.admissions.standingOf(person.seatId),
      named: card.shownName !== null,
      driving: gate?.ofThisSession ? gate.answers.driving : null,
      agreed: await this.agreements.isAccepted(person.personId),
      declined: await this.help.hasDeclined(person.seatId),
    };
    return { facts, lastGate: gate?.answers ?? null };
  }

  /** Inside an open transaction: the agreement that is read on this step, in this language; null where none is, or none is in force. */
  async agreementAt(step: VisitStep, locale: Locale): Promise<AgreementText | null> {
    return step === 'agreement' || step === 'declined' ? ((await this.agreements.inForce(locale)) ?? null) : null;
  }
}
