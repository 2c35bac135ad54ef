import { audit } from '#audit';
import { Clock, DomainError } from '#kernel';
import { withPrincipal, type SeatPrincipal } from '#platform';
import { LiveSessions } from '#scheduling';
import { Injectable } from '@nestjs/common';
import { Announcements } from '../live/announcements.js';
import { audiencesOf } from '../live/news.js';
import { Admissions } from '../persistence/admissions.js';
import { GateAnswersTable, type GateAnswers } from '../persistence/gate-answers.js';

/** Where the person is now, and whom to call. May be answered again at any time; the newest answers count. */
@Injectable()
export class AnswerGate {
  constructor(
    private readonly sessions: LiveSessions,
    private readonly gate: GateAnswersTable,
    private readonly admissions: Admissions,
    private readonly announce: Announcements,
    private readonly clock: Clock,
  ) {}

  async run(person: SeatPrincipal, answers: GateAnswers): Promise<void> {
    await withPrincipal(person, async () => {
      const change = { rows: [person.seatId] };
      const session = await this.sessions.change(person.sessionId, audiencesOf(change));
      if (!session) throw new DomainError('not_found');
      await this.gate.keep(person.seatId, person.personId, answers, this.clock.now());
      await this.admissions.check(person.sessionId, person.seatId, this.clock.now());
      await audit('gate.answered', { objectKind: 'seat', objectId: person.seatId });
      this.announce.afterCommit(session, change);
    });
  }
}
