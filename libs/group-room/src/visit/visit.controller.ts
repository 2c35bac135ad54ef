import { visit, type InputOf } from '#contracts';
import { deviceSeconds, type VisitorPrincipal } from '#identity';
import { Cookies, Handles, type SeatPrincipal } from '#platform';
import { Controller, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { NotePage } from '../note-page.js';
import { EnterPin } from './enter-pin.js';
import { FetchRoomPass } from './fetch-room-pass.js';
import { ReadVisit } from './read-visit.js';
import { WayIn } from './way-in.js';

/** A patient's way in over HTTP. Every step answers with the page that comes next. */
@Controller()
export class VisitController {
  constructor(
    private readonly reading: ReadVisit,
    private readonly pin: EnterPin,
    private readonly wayIn: WayIn,
    private readonly passes: FetchRoomPass,
    private readonly cookies: Cookies,
    private readonly pages: NotePage,
  ) {}

  @Handles(visit.getVisit)
  getVisit({ locale }: InputOf<typeof visit.getVisit>, visitor: VisitorPrincipal) {
    return this.reading.run(visitor, locale);
  }

  @Handles(visit.enterPin)
  async enterPin({ pin, ownDevice }: InputOf<typeof visit.enterPin>, visitor: VisitorPrincipal, @Res({ passthrough: true }) reply: FastifyReply) {
    const { trusted, deviceSecret } = await this.pin.run(visitor, pin, ownDevice);
    if (deviceSecret) this.cookies.set(reply, 'device', deviceSecret, deviceSeconds);
    return this.reading.run(trusted);
  }

  @Handles(visit.chooseName)
  async chooseName({ shownName, pronouns }: InputOf<typeof visit.chooseName>, visitor: VisitorPrincipal) {
    await this.wayIn.chooseName.run(visitor, shownName, pronouns);
    return this.reading.run(visitor);
  }

  @Handles(visit.answerGate)
  async answerGate({ seatId: _seat, ...answers }: InputOf<typeof visit.answerGate>, visitor: VisitorPrincipal) {
    await this.wayIn.answerGate.run(visitor, answers);
    return this.reading.run(visitor);
  }

  @Handles(visit.acceptAgreement)
  async acceptAgreement({ agreementId }: InputOf<typeof visit.acceptAgreement>, visitor: VisitorPrincipal) {
    await this.wayIn.agreement.accept(visitor, agreementId);
    return this.reading.run(visitor);
  }

  @Handles(visit.declineAgreement)
  async declineAgreement(_seat: InputOf<typeof visit.declineAgreement>, visitor: VisitorPrincipal) {
    await this.wayIn.agreement.decline(visitor);
    return this.reading.run(visitor);
  }

  @Handles(visit.enterLobby)
  async enterLobby(_seat: InputOf<typeof visit.enterLobby>, visitor: VisitorPrincipal) {
    await this.wayIn.lobby.run(visitor);
    this.pages.look({ as: 'seat', seatId: visitor.seatId });
    return this.reading.run(visitor);
  }

  @Handles(visit.fetchRoomPass)
  fetchRoomPass({ takeOver, comeBack, tabId }: InputOf<typeof visit.fetchRoomPass>, person: SeatPrincipal) {
    return this.passes.run(person, { takeOver, comeBack, tabId });
  }
}
