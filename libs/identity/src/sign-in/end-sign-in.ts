import { Clock } from '#kernel';
import { Database, Keyring, systemPrincipal } from '#platform';
import { Injectable, Optional } from '@nestjs/common';
import { LivePlaces } from '../live-places.js';
import { SignIns } from '../persistence/sign-ins.js';
import { SignInLog } from './sign-in-log.js';

/** Ends a sign-in, and with it every room that it holds, in whatever clinic. Safe to repeat, and with a cookie that is worth nothing. */
@Injectable()
export class EndSignIn {
  constructor(
    private readonly database: Database,
    private readonly signIns: SignIns,
    private readonly log: SignInLog,
    private readonly keys: Keyring,
    private readonly clock: Clock,
    @Optional() private readonly places?: LivePlaces,
  ) {}

  async run(secret: string | undefined): Promise<void> {
    const shown = this.keys.kept('staff cookie', secret);
    const ended = shown && (await this.signIns.end(shown, this.clock.now()));
    if (!ended) return;
    if (ended.at) await this.log.note('sign_in.ended', ended.at);
    for (const { clinicId, personId } of await this.signIns.membershipsOf(ended.userId)) {
      await this.database.withPrincipal(systemPrincipal(clinicId, 'signed out'), async () => this.places?.putOut(personId, [ended.signInId]));
    }
  }
}
