import { Injectable } from '@nestjs/common';
import { AnswerAgreement } from './answer-agreement.js';
import { AnswerGate } from './answer-gate.js';
import { ChooseName } from './choose-name.js';
import { EnterLobby } from './enter-lobby.js';

/** The steps between the PIN and the waiting room, in their order. */
@Injectable()
export class WayIn {
  constructor(
    readonly chooseName: ChooseName,
    readonly answerGate: AnswerGate,
    readonly agreement: AnswerAgreement,
    readonly lobby: EnterLobby,
  ) {}
}
