import { audit } from '#audit';
import type { ClinicId, PersonId } from '#kernel';
import { Database, systemPrincipal } from '#platform';
import { Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import { SignIns } from '../persistence/sign-ins.js';

type Who = { readonly clinicId: ClinicId; readonly personId: PersonId };

/** Tells the access log of sign-ins: of those that happened before they count, of those refused after the answer. */
@Injectable()
export class SignInLog implements OnApplicationShutdown {
  private readonly logger = new Logger('SignIn');
  private readonly open = new Set<Promise<void>>();

  constructor(
    private readonly database: Database,
    private readonly signIns: SignIns,
  ) {}

  async note(action: 'sign_in.opened' | 'sign_in.moved' | 'sign_in.ended', { clinicId, personId }: Who): Promise<void> {
    await this.database.withPrincipal(systemPrincipal(clinicId, 'sign in'), () => audit(action, { objectKind: 'person', objectId: personId, actorId: personId }));
  }

  /** Not awaited: the work depends on whether the address is known, and the time of the answer must not. */
  refusedPassword(email: string): void {
    this.later(async () => this.noteRefused(await this.signIns.personsOfAddress(email), 'password'));
  }

  refusedCode(userId: string): void {
    this.later(async () => this.noteRefused(await this.signIns.membershipsOf(userId), 'code'));
  }

  async onApplicationShutdown(): Promise<void> {
    await Promise.all(this.open);
  }

  private async noteRefused(who: readonly Who[], factor: 'password' | 'code'): Promise<void> {
    for (const { clinicId, personId } of who) {
      await this.database.withPrincipal(systemPrincipal(clinicId, 'sign in'), () => audit('sign_in.opened', { objectKind: 'person', objectId: personId, outcome: 'refused', details: { factor } }));
    }
  }

  private later(work: () => Promise<void>): void {
    const running = work()
      .catch((error: unknown) => this.logger.error(error))
      .finally(() => this.open.delete(running));
    this.open.add(running);
  }
}
