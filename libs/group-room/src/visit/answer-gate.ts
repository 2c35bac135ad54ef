import { audit } from '#audit';
import { Clock } from '#kernel';
import type { SeatPrincipal } from '#platform';
import { Injectable } from '@nestjs/common';
import { Live } from '../live/live.js';
import { Admissions } from '../persistence/admissions.js';
import { GateAnswersTable, type GateAnswers } from '../persistence/gate-answers.js';

/** Where the person is now, and whom to call. May be answered again at any time; the newest answers count. */
@Injectable()
export class AnswerGate {
  constructor(
    private readonly live: Live,
    private readonly gate: GateAnswersTable,
    private readonly admissions: Admissions,
    private readonly clock: Clock,
  ) {}

  async run(person: SeatPrincipal, answers: GateAnswers): Promise<void> {
    await this.live.act(person, person.sessionId, async (_session, told) => {
      await this.gate.keep(person.seatId, person.personId, answers, this.clock.now());
      await this.admissions.check(person.sessionId, person.seatId, this.clock.now());
      await audit('gate.answered', { objectKind: 'seat', objectId: person.seatId });
      told.rows(person.seatId);
    });
  }
}
