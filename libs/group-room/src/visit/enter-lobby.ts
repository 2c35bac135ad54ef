import { audit } from '#audit';
import { live } from '#contracts';
import { Clock, DomainError } from '#kernel';
import type { SeatPrincipal } from '#platform';
import { Injectable } from '@nestjs/common';
import { wasLetIn } from '../domain/admission.js';
import { lobbyStanding } from '../domain/session-life.js';
import { openQuestion } from '../domain/visit-step.js';
import { Live } from '../live/live.js';
import { Admissions } from '../persistence/admissions.js';
import { VisitCards } from '../persistence/visit-cards.js';
import { VisitQuestions } from './visit-questions.js';

/** Puts a person into the waiting room: a row in the database, which outlives their socket, their page and our process. */
@Injectable()
export class EnterLobby {
  constructor(
    private readonly cards: VisitCards,
    private readonly questions: VisitQuestions,
    private readonly admissions: Admissions,
    private readonly live: Live,
    private readonly clock: Clock,
  ) {}

  /**
   * Safe to repeat: who waits goes on waiting since then, and who was let in before and dropped or left need not wait again.
   * Throws `session_ended`, `removed`, `link_early` (with `opensAt`), `gate_incomplete`.
   */
  async run(person: SeatPrincipal): Promise<void> {
    const now = this.clock.now();
    await this.live.act(person, person.sessionId, async (session, told) => {
      const { facts } = await this.questions.answered(person, await this.cards.of(person.seatId), true);
      if (facts.sessionEnded) throw new DomainError('session_ended');
      if (facts.standing.state === 'removed' && !facts.standing.mayReturn) throw new DomainError('removed');
      if (wasLetIn(facts.standing.state)) return;
      if (lobbyStanding(session, now) === 'early') throw new DomainError('link_early', { opensAt: session.lobbyOpensAt.toISOString() });
      if (openQuestion(facts)) throw new DomainError('gate_incomplete');
      if (!(await this.admissions.enterLobby(person.sessionId, person.seatId, now))) return;
      await audit('lobby.entered', { objectKind: 'seat', objectId: person.seatId });
      told.about(live.roster, person.seatId);
      told.about(live.standing, person.seatId);
    });
  }
}
