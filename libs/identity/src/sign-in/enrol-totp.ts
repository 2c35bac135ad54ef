import { audit } from '#audit';
import { DomainError } from '#kernel';
import { Database, type StaffPrincipal } from '#platform';
import { Injectable } from '@nestjs/common';
import { AccountFactors } from '../accounts/account-factors.js';
import { RateLimits } from '../accounts/rate-limits.js';
import { userIdOf } from '../persistence/clinic-cards.js';

/** Adds an authenticator app to one's own account: the password first, then the first code of the app. */
@Injectable()
export class EnrolTotp {
  constructor(
    private readonly database: Database,
    private readonly factors: AccountFactors,
    private readonly limits: RateLimits,
  ) {}

  /** `address` is for the app (otpauth://), shown once like the recovery codes. Throws `wrong_credentials`, `conflict`, `too_many_tries`. */
  async start(staff: StaffPrincipal, password: string): Promise<{ address: string; recoveryCodes: string[] }> {
    const userId = await this.userId(staff);
    await this.limits.take('passwordByAccount', userId);
    const started = await this.factors.startTotp(userId, password);
    if (!started) throw new DomainError('wrong_credentials');
    await this.limits.giveBack('passwordByAccount', userId);
    return started;
  }

  /** From now on each sign-in asks for a code. Throws `wrong_code`, `too_many_tries`. */
  async confirm(staff: StaffPrincipal, code: string): Promise<void> {
    const userId = await this.userId(staff);
    await this.limits.take('codeByAccount', userId);
    if (!(await this.factors.confirmTotp(userId, code))) throw new DomainError('wrong_code');
    await this.limits.giveBack('codeByAccount', userId);
    await this.database.withPrincipal(staff, () => audit('totp.enrolled', { objectKind: 'person', objectId: staff.personId }));
  }

  private async userId(staff: StaffPrincipal): Promise<string> {
    const userId = await this.database.withPrincipal(staff, () => userIdOf(staff.personId));
    if (!userId) throw new DomainError('not_found');
    return userId;
  }
}
