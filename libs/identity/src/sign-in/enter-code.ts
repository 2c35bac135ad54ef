import { DomainError } from '#kernel';
import { Injectable } from '@nestjs/common';
import { AccountFactors } from '../accounts/account-factors.js';
import { RateLimits } from '../accounts/rate-limits.js';
import { OpenForAccount, type OpenedSignIn } from './open-for-account.js';
import { SignInLog } from './sign-in-log.js';

/** The second step of a staff sign-in. */
@Injectable()
export class EnterCode {
  constructor(
    private readonly factors: AccountFactors,
    private readonly opening: OpenForAccount,
    private readonly limits: RateLimits,
    private readonly log: SignInLog,
  ) {}

  /**
   * `pending`: the secret of the first step. A try is paid for before the code is looked at, of the step and of the account, so that any
   * number at once gets no more looks than there are tries. Throws `wrong_code`; `not_signed_in` when there is no first step any more;
   * `too_many_tries`.
   */
  async run(pending: string | undefined, code: string): Promise<OpenedSignIn> {
    const step = pending ? await this.factors.stepOf(pending) : undefined;
    if (!pending || !step) throw new DomainError('not_signed_in');
    await this.limits.take('codeByStep', step.stepId);
    await this.limits.take('codeByAccount', step.userId);
    const answer = await this.factors.code(pending, code);
    if (answer.kind === 'nothing_pending') throw new DomainError('not_signed_in');
    const opened = answer.kind === 'right' ? await this.opening.run(answer.userId) : undefined;
    if (opened) {
      await this.limits.giveBack('codeByAccount', step.userId);
      return opened;
    }
    this.log.refusedCode(answer.userId);
    throw new DomainError(answer.kind === 'locked' ? 'too_many_tries' : 'wrong_code');
  }
}
