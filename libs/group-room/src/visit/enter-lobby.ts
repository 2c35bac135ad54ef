import { audit } from '#audit';
import { Clock, DomainError } from '#kernel';
import { withPrincipal, type SeatPrincipal } from '#platform';
import { LiveSessions } from '#scheduling';
import { Injectable } from '@nestjs/common';
import { goesStraightIn } from '../domain/admission.js';
import { lobbyStanding } from '../domain/session-life.js';
import { openQuestion } from '../domain/visit-step.js';
import { Announcements } from '../live/announcements.js';
import { audiencesOf } from '../live/news.js';
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
    private readonly sessions: LiveSessions,
    private readonly announce: Announcements,
    private readonly clock: Clock,
  ) {}

  /**
   * Safe to repeat: who waits goes on waiting since then, and who was admitted before and dropped or left stays admitted.
   * Throws `session_ended`, `removed`, `link_early` (with `opensAt`), `gate_incomplete`.
   */
  async run(person: SeatPrincipal): Promise<void> {
    const now = this.clock.now();
    await withPrincipal(person, async () => {
      const session = await this.sessions.lock(person.sessionId);
      if (!session) throw new DomainError('not_found');
      const { facts } = await this.questions.answered(person, await this.cards.of(person.seatId), true);
      if (facts.sessionEnded) throw new DomainError('session_ended');
      if (facts.standing.state === 'removed' && !facts.standing.mayReturn) throw new DomainError('removed');
      if (goesStraightIn(facts.standing.state)) return;
      if (lobbyStanding(session, now) === 'early') throw new DomainError('link_early', { opensAt: session.lobbyOpensAt.toISOString() });
      if (openQuestion(facts)) throw new DomainError('gate_incomplete');
      if (!(await this.admissions.enterLobby(person.sessionId, person.seatId, now))) return;
      const change = { rows: [person.seatId], own: [person.seatId] };
      const changed = await this.sessions.change(person.sessionId, audiencesOf(change));
      await audit('lobby.entered', { objectKind: 'seat', objectId: person.seatId });
      if (changed) this.announce.afterCommit(changed, change);
    });
  }
}
