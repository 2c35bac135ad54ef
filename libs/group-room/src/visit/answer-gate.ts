import { audit } from '#audit';
import { Clock, DomainError } from '#kernel';
import type { SeatPrincipal } from '#platform';
import { Injectable } from '@nestjs/common';
import { Live } from '../live/live.js';
import { Admissions } from '../persistence/admissions.js';
import { GateAnswersTable, type GateAnswers } from '../persistence/gate-answers.js';

/** Where the person is now, and whom to call. May be answered again until the session ends; the newest answers count, the earlier ones stay. */
@Injectable()
export class AnswerGate {
  constructor(
    private readonly live: Live,
    private readonly gate: GateAnswersTable,
    private readonly admissions: Admissions,
    private readonly clock: Clock,
  ) {}

  /** Throws `session_ended`. */
  async run(person: SeatPrincipal, answers: GateAnswers): Promise<void> {
    await this.live.act(person, person.sessionId, async (session, told) => {
      if (session.state === 'ended') throw new DomainError('session_ended');
      await this.gate.keep(person.seatId, person.personId, answers, this.clock.now());
      await this.admissions.check(person.sessionId, person.seatId, this.clock.now());
      await audit('gate.answered', { objectKind: 'seat', objectId: person.seatId });
      told.rows(person.seatId);
    });
  }
}
