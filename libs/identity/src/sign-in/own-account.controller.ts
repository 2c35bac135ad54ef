import { account, type InputOf, type OutputOf } from '#contracts';
import { DomainError } from '#kernel';
import { Database, Handles, type StaffPrincipal } from '#platform';
import { Controller } from '@nestjs/common';
import { mayInClinic } from '../may.js';
import { ownAccount } from '../persistence/clinic-cards.js';
import { EnrolTotp } from './enrol-totp.js';

/** What staff who are signed in read and change of their own account. */
@Controller()
export class OwnAccountController {
  constructor(
    private readonly database: Database,
    private readonly totp: EnrolTotp,
  ) {}

  @Handles(account.getMe)
  async getMe(_nothing: InputOf<typeof account.getMe>, staff: StaffPrincipal): Promise<OutputOf<typeof account.getMe>> {
    const own = await this.database.withPrincipalOnce(staff, () => ownAccount(staff));
    if (!own) throw new DomainError('not_found');
    return { ...own, clinics: [...own.clinics], roles: [...new Set(staff.scopes.map(({ role }) => role))], may: mayInClinic(staff), signInEndsAt: own.signInEndsAt.toISOString() };
  }

  @Handles(account.startTotp)
  startTotp({ password }: InputOf<typeof account.startTotp>, staff: StaffPrincipal) {
    return this.totp.start(staff, password);
  }

  @Handles(account.confirmTotp)
  async confirmTotp({ code }: InputOf<typeof account.confirmTotp>, staff: StaffPrincipal) {
    await this.totp.confirm(staff, code);
    return {};
  }
}
