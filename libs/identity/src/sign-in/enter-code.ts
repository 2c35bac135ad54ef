import { DomainError } from '#kernel';
import { Injectable } from '@nestjs/common';
import { AccountFactors } from '../accounts/account-factors.js';
import { OpenForAccount, type OpenedSignIn } from './open-for-account.js';
import { SignInLog } from './sign-in-log.js';

/** The second step of a staff sign-in. */
@Injectable()
export class EnterCode {
  constructor(
    private readonly factors: AccountFactors,
    private readonly opening: OpenForAccount,
    private readonly log: SignInLog,
  ) {}

  /** `pending`: the secret of the first step. Throws `wrong_code`; `not_signed_in` when there is no first step any more; `too_many_tries`. */
  async run(pending: string | undefined, code: string): Promise<OpenedSignIn> {
    const answer = pending ? await this.factors.code(pending, code) : { kind: 'nothing_pending' as const };
    if (answer.kind === 'nothing_pending') throw new DomainError('not_signed_in');
    const opened = answer.kind === 'right' ? await this.opening.run(answer.userId) : undefined;
    if (opened) return opened;
    this.log.refusedCode(answer.userId);
    throw new DomainError(answer.kind === 'locked' ? 'too_many_tries' : 'wrong_code');
  }
}
