import { Injectable } from '@nestjs/common';
import { endSignIn } from '../persistence/sign-ins.js';
import { isSecret } from '../secrets.js';
import { SignInLog } from './sign-in-log.js';

/** Ends a sign-in. Safe to repeat, and with a cookie that is worth nothing. */
@Injectable()
export class EndSignIn {
  constructor(private readonly log: SignInLog) {}

  async run(secret: string | undefined): Promise<void> {
    const ended = isSecret(secret) ? await endSignIn(secret) : undefined;
    if (ended) await this.log.note('sign_in.ended', ended);
  }
}
