import { audit } from '#audit';
import type { OutputOf, settings } from '#contracts';
import { takeSettings } from '#identity';
import { DomainError, type Locale } from '#kernel';
import { Database, type StaffPrincipal } from '#platform';
import { Injectable } from '@nestjs/common';
import { Agreements } from '../persistence/agreements.js';

type Told = OutputOf<typeof settings.getAgreement>;

/** The clinic's own text of the group agreement, in the hands of an administrator. */
@Injectable()
export class ChangeAgreement {
  constructor(
    private readonly database: Database,
    private readonly agreements: Agreements,
  ) {}

  async read(by: StaffPrincipal): Promise<Told> {
    return this.database.withPrincipal(by, () => this.told());
  }

  /**
   * The next version; everybody is asked again before their next group, and nobody inside is sent out. The same text once more is no new
   * version, so that it is safe to repeat. Throws `conflict` when another text than the one of version `from` is in force.
   */
  async publish(by: StaffPrincipal, { from, bodies }: { from: number | null; bodies: Readonly<Record<Locale, string>> }): Promise<Told> {
    return this.database.withPrincipal(by, async () => {
      await takeSettings();
      const before = (await this.agreements.whole())?.version ?? null;
      const version = await this.agreements.publish(bodies);
      if (version !== before) {
        // Thrown after the insert, which goes with the transaction: what is in force already is no conflict.
        if (before !== from) throw new DomainError('conflict');
        await audit('agreement.published', { objectKind: 'clinic', objectId: by.clinicId, details: { version, before } });
      }
      return this.told();
    });
  }

  private async told(): Promise<Told> {
    const whole = await this.agreements.whole();
    return { agreement: whole ? { ...whole, publishedAt: whole.publishedAt.toISOString() } : null };
  }
}
