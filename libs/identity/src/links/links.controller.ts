import { desk, visit, type InputOf } from '#contracts';
import { Cookies, Handles, type NobodyPrincipal, type StaffPrincipal } from '#platform';
import { Controller, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { deviceSeconds } from '../secrets.js';
import type { VisitorPrincipal } from '../visitor-principal.js';
import { ForgetDevice } from './forget-device.js';
import { MakeLink } from './make-link.js';
import { RedeemLink } from './redeem-link.js';
import { ResetPin } from './reset-pin.js';

/** Links, PINs and devices over HTTP. */
@Controller()
export class LinksController {
  constructor(
    private readonly redeeming: RedeemLink,
    private readonly making: MakeLink,
    private readonly resetting: ResetPin,
    private readonly forgetting: ForgetDevice,
    private readonly cookies: Cookies,
  ) {}

  @Handles(visit.redeemLink)
  async redeemLink({ token }: InputOf<typeof visit.redeemLink>, _nobody: NobodyPrincipal, @Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply) {
    const presented = this.cookies.read(request.headers.cookie).get('device');
    const { answer, deviceSecret } = await this.redeeming.run(token, presented, request.ip);
    if (deviceSecret) this.cookies.set(reply, 'device', deviceSecret, deviceSeconds);
    return answer;
  }

  @Handles(visit.forgetDevice)
  async forgetDevice(_seat: InputOf<typeof visit.forgetDevice>, visitor: VisitorPrincipal) {
    await this.forgetting.run(visitor);
    return {};
  }

  @Handles(desk.makeLink)
  async makeLink(at: InputOf<typeof desk.makeLink>, by: StaffPrincipal) {
    const { address, worksTo } = await this.making.run(by, at);
    return { address, worksTo: worksTo.toISOString() };
  }

  @Handles(desk.resetPin)
  resetPin(at: InputOf<typeof desk.resetPin>, by: StaffPrincipal) {
    return this.resetting.run(by, at);
  }
}
