import { Clock, DomainError } from '#kernel';
import { Injectable } from '@nestjs/common';
import { setTimeout as pause } from 'node:timers/promises';
import { AccountFactors } from '../accounts/account-factors.js';
import { RateLimits } from '../accounts/rate-limits.js';
import { OpenForAccount, type OpenedSignIn } from './open-for-account.js';
import { SignInLog } from './sign-in-log.js';

/** A refusal takes this long or a multiple of it, so that its time says nothing of which part was wrong. */
const refusalMs = 120;

export type SignInOutcome = OpenedSignIn | { readonly kind: 'code_needed'; readonly pending: string };

/** The first step of a staff sign-in. */
@Injectable()
export class StaffSignIn {
  constructor(
    private readonly factors: AccountFactors,
    private readonly opening: OpenForAccount,
    private readonly limits: RateLimits,
    private readonly log: SignInLog,
    private readonly clock: Clock,
  ) {}

  /** `address`: where the request came from. Throws `wrong_credentials` for whatever is not right, and `too_many_tries`. */
  async run(given: { email: string; password: string }, address: string): Promise<SignInOutcome> {
    const began = this.clock.monotonic();
    const email = given.email.trim().toLowerCase();
    await this.limits.take('signInByAddress', address);
    await this.limits.take('signInByAccount', email);
    const answer = await this.factors.password(email, given.password);
    const outcome = answer.kind === 'right' ? await this.opening.run(answer.userId) : answer.kind === 'code_needed' ? answer : undefined;
    if (!outcome) return this.refuse(email, began);
    await this.limits.giveBack('signInByAddress', address);
    await this.limits.giveBack('signInByAccount', email);
    return outcome;
  }

  private async refuse(email: string, began: number): Promise<never> {
    this.log.refusedPassword(email);
    await pause(refusalMs - ((this.clock.monotonic() - began) % refusalMs));
    throw new DomainError('wrong_credentials');
  }
}
