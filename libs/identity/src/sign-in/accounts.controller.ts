import { account, type InputOf, type OutputOf } from '#contracts';
import { Cookies, Handles, type AccountPrincipal, type NobodyPrincipal } from '#platform';
import { Controller, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { knownSeconds } from '../accounts/known-browsers.js';
import { ChooseClinic } from './choose-clinic.js';
import { EndSignIn } from './end-sign-in.js';
import { EnterCode } from './enter-code.js';
import { StaffSignIn, type SignInOutcome } from './staff-sign-in.js';

/** How long a second step may take, seconds; the library keeps it as long. */
const secondStepSeconds = 600;

/** Staff come and go over HTTP. Secrets travel in cookies only, never in a body. */
@Controller()
export class AccountsController {
  constructor(
    private readonly staffSignIn: StaffSignIn,
    private readonly secondStep: EnterCode,
    private readonly clinicChoice: ChooseClinic,
    private readonly ending: EndSignIn,
    private readonly cookies: Cookies,
  ) {}

  @Handles(account.signIn)
  async signIn(given: InputOf<typeof account.signIn>, _nobody: NobodyPrincipal, @Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply) {
    const { outcome, known } = await this.staffSignIn.run(given, { address: request.ip, known: this.cookies.read(request.headers.cookie).get('known') });
    this.cookies.set(reply, 'known', known, knownSeconds);
    return this.answer(reply, outcome);
  }

  @Handles(account.enterCode)
  async enterCode({ code }: InputOf<typeof account.enterCode>, _nobody: NobodyPrincipal, @Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply) {
    const pending = this.cookies.read(request.headers.cookie).get('second-step');
    return this.answer(reply, await this.secondStep.run(pending, code));
  }

  @Handles(account.chooseClinic)
  async chooseClinic({ clinicId }: InputOf<typeof account.chooseClinic>, signedIn: AccountPrincipal, @Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply) {
    const secret = this.cookies.read(request.headers.cookie).get('staff') ?? '';
    return this.answer(reply, await this.clinicChoice.run(signedIn, secret, clinicId));
  }

  @Handles(account.signOut)
  async signOut(_nothing: InputOf<typeof account.signOut>, _nobody: NobodyPrincipal, @Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply) {
    await this.ending.run(this.cookies.read(request.headers.cookie).get('staff'));
    this.cookies.clear(reply, 'staff');
    this.cookies.clear(reply, 'second-step');
    // Not "cookies": a patient's device cookie may live in the same browser.
    reply.header('clear-site-data', '"cache", "storage"');
    return {};
  }

  private answer(reply: FastifyReply, outcome: SignInOutcome): OutputOf<typeof account.signIn> {
    if (outcome.kind === 'code_needed') {
      this.cookies.set(reply, 'second-step', outcome.pending, secondStepSeconds);
      return { kind: 'code_needed' };
    }
    this.cookies.clear(reply, 'second-step');
    this.cookies.set(reply, 'staff', outcome.secret, outcome.seconds);
    return outcome.kind === 'signed_in' ? { kind: 'signed_in' } : { kind: 'choose_clinic', clinics: [...outcome.clinics] };
  }
}
