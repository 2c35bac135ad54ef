import { audit } from '#audit';
import { countryOfPhone, live, phoneNumber } from '#contracts';
import { readSetting } from '#identity';
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

  /** Throws `session_ended`, and `bad_input` with the `field` of a number that nobody can call. */
  async run(person: SeatPrincipal, given: GateAnswers): Promise<void> {
    await this.live.act(person, person.sessionId, async (session, told) => {
      if (session.state === 'ended') throw new DomainError('session_ended');
      const answers = withNumbers(given, await readSetting('clinic_phone'));
      await this.gate.keep(person.seatId, person.personId, answers, this.clock.now());
      await this.admissions.check(person.sessionId, person.seatId, this.clock.now());
      await audit('gate.answered', { objectKind: 'seat', objectId: person.seatId });
      told.about(live.roster, person.seatId);
    });
  }
}

/** Numbers in the form in which they can be called and read out; without a country's code they are of the clinic's country. */
function withNumbers(given: GateAnswers, clinicPhone: string): GateAnswers {
  const number = (field: 'callbackPhone' | 'emergencyPhone'): string => {
    const known = phoneNumber(given[field], countryOfPhone(clinicPhone));
    if (!known) throw new DomainError('bad_input', { field, reason: 'phone' });
    return known;
  };
  return { ...given, callbackPhone: number('callbackPhone'), emergencyPhone: number('emergencyPhone') };
}
