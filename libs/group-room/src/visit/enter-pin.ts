import { live } from '#contracts';
import { CheckPin, type VisitorPrincipal } from '#identity';
import { Clock, DomainError } from '#kernel';
import { systemPrincipal } from '#platform';
import { Injectable } from '@nestjs/common';
import { Live } from '../live/live.js';
import { Admissions } from '../persistence/admissions.js';

/** The PIN, and what it means for the session: the person has come, or their link is dead and staff should know. */
@Injectable()
export class EnterPin {
  constructor(
    private readonly checkPin: CheckPin,
    private readonly live: Live,
    private readonly admissions: Admissions,
    private readonly clock: Clock,
  ) {}

  /** Returns the visitor as trusted, with the browser's new secret. Throws `wrong_pin` (with `triesLeft`), `link_dead`, `too_many_tries`. */
  async run(visitor: VisitorPrincipal, pin: string, ownDevice: boolean): Promise<{ trusted: VisitorPrincipal; deviceSecret: string | undefined }> {
    const answer = await this.checkPin.run(visitor, { pin, ownDevice });
    if (answer.kind === 'wrong') throw new DomainError('wrong_pin', { triesLeft: answer.triesLeft });
    await this.tellStaff(visitor, answer.kind === 'right');
    if (answer.kind !== 'right') throw new DomainError(answer.kind);
    return { trusted: { ...visitor, trusted: true }, deviceSecret: answer.deviceSecret };
  }

  private async tellStaff(visitor: VisitorPrincipal, came: boolean): Promise<void> {
    await this.live.act(systemPrincipal(visitor.clinicId, 'PIN'), visitor.sessionId, async (session, told) => {
      if (came && session.state !== 'ended') await this.admissions.check(visitor.sessionId, visitor.seatId, this.clock.now());
      told.about(live.roster, visitor.seatId);
    });
  }
}
