import { Clock } from '#kernel';
import { Keyring } from '#platform';
import { Injectable } from '@nestjs/common';
import { absoluteSeconds } from '../domain/sign-in-limits.js';
import { SignIns } from '../persistence/sign-ins.js';
import { SignInLog } from './sign-in-log.js';

/** A sign-in that is open, with the secret for the browser's cookie and for how many seconds at most. */
export interface OpenedSignIn {
  readonly kind: 'signed_in' | 'choose_clinic';
  readonly secret: string;
  readonly seconds: number;
  readonly clinics: readonly { readonly clinicId: string; readonly name: string }[];
}

/** Opens the guard row for an account whose factors were right. */
@Injectable()
export class OpenForAccount {
  constructor(
    private readonly signIns: SignIns,
    private readonly log: SignInLog,
    private readonly keys: Keyring,
    private readonly clock: Clock,
  ) {}

  /** With one clinic it is in it at once; with several it is in none yet. Undefined when the account has no role anywhere. */
  async run(userId: string): Promise<OpenedSignIn | undefined> {
    const memberships = await this.signIns.membershipsOf(userId);
    const [first] = memberships;
    if (!first) return undefined;
    const only = memberships.length === 1 ? first : undefined;
    const seconds = absoluteSeconds(only?.roles ?? []);
    const secret = this.keys.newSecret('staff cookie');
    // First the line in the log, then the way in: never the second without the first.
    if (only) await this.log.note('sign_in.opened', only);
    await this.signIns.open(secret, userId, only, new Date(this.clock.now().getTime() + seconds * 1000));
    return { kind: only ? 'signed_in' : 'choose_clinic', secret: secret.text, seconds, clinics: memberships.map(({ clinicId, clinicName }) => ({ clinicId, name: clinicName })) };
  }
}
