import { DomainError } from '#kernel';
import { Keyring, type AccountPrincipal } from '#platform';
import { Injectable } from '@nestjs/common';
import { absoluteSeconds } from '../domain/sign-in-limits.js';
import { SignIns } from '../persistence/sign-ins.js';
import type { OpenedSignIn } from './open-for-account.js';
import { SignInLog } from './sign-in-log.js';

/** Takes a sign-in to one of the account's clinics, the first time or later. */
@Injectable()
export class ChooseClinic {
  constructor(
    private readonly signIns: SignIns,
    private readonly log: SignInLog,
    private readonly keys: Keyring,
  ) {}

  /** `secret`: of the cookie that was shown; it is worth nothing afterwards. Throws `not_allowed` for a clinic that is not the account's. */
  async run(account: AccountPrincipal, secret: string, clinicId: string): Promise<OpenedSignIn> {
    const member = (await this.signIns.membershipsOf(account.userId)).find((membership) => membership.clinicId === clinicId);
    if (!member) throw new DomainError('not_allowed');
    const seconds = absoluteSeconds(member.roles);
    const [shown, rotated] = [this.keys.kept('staff cookie', secret), this.keys.newSecret('staff cookie')];
    await this.log.note('sign_in.moved', member);
    if (!shown || !(await this.signIns.move(shown, rotated, member, seconds))) throw new DomainError('not_signed_in');
    return { kind: 'signed_in', secret: rotated.text, seconds, clinics: [] };
  }
}
