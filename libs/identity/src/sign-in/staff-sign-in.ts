import { Clock, DomainError } from '#kernel';
import { Injectable } from '@nestjs/common';
import { setTimeout as pause } from 'node:timers/promises';
import { AccountFactors } from '../accounts/account-factors.js';
import { SignInTries } from '../accounts/sign-in-tries.js';
import { SignIns } from '../persistence/sign-ins.js';
import { OpenForAccount, type OpenedSignIn } from './open-for-account.js';
import { SignInLog } from './sign-in-log.js';

/** A refusal takes this long or a multiple of it, so that its time says nothing of which part was wrong. */
const refusalMs = 120;
/** Second steps that one account may have open: browsers in front of which somebody looks for their phone. */
const mostSteps = 3;

export type SignInOutcome = OpenedSignIn | { readonly kind: 'code_needed'; readonly pending: string };
/** With what the browser keeps, to be known at the next sign-in. */
export type FirstStep = { readonly outcome: SignInOutcome; readonly known: string };

/** The first step of a staff sign-in. */
@Injectable()
export class StaffSignIn {
  constructor(
    private readonly signIns: SignIns,
    private readonly factors: AccountFactors,
    private readonly opening: OpenForAccount,
    private readonly tries: SignInTries,
    private readonly log: SignInLog,
    private readonly clock: Clock,
  ) {}

  /**
   * `from`: the address of the request, and what the browser kept of an earlier sign-in. Throws `wrong_credentials` for whatever is not
   * right, and `too_many_tries`.
   */
  async run(given: { email: string; password: string }, from: { address: string; known: string | undefined }): Promise<FirstStep> {
    const began = this.clock.monotonic();
    const email = given.email.trim().toLowerCase();
    const taken = await this.tries.take(email, from);
    const answer = await this.factors.password(email, given.password);
    if (answer.kind === 'code_needed') await this.signIns.keepNewestSteps(answer.userId, mostSteps);
    const outcome = answer.kind === 'right' ? await this.opening.run(answer.userId) : answer.kind === 'code_needed' ? answer : undefined;
    if (!outcome) return this.refuse(email, began);
    return { outcome, known: await taken.wasRight() };
  }

  private async refuse(email: string, began: number): Promise<never> {
    this.log.refusedPassword(email);
    await pause(refusalMs - ((this.clock.monotonic() - began) % refusalMs));
    throw new DomainError('wrong_credentials');
  }
}
