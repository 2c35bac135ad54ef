import { audit } from '#audit';
import { live } from '#contracts';
import { Clock, DomainError } from '#kernel';
import { Injectable } from '@nestjs/common';
import type { HostPrincipal } from '../host-principal.js';
import { Live } from '../live/live.js';
import { HelpRequests } from '../persistence/help-requests.js';

/** "Dr. Field has seen this": the answer that the person who asked is waiting for. */
@Injectable()
export class SeeHelp {
  constructor(
    private readonly live: Live,
    private readonly help: HelpRequests,
    private readonly clock: Clock,
  ) {}

  /** Safe to repeat: the first who saw it stays. Throws `not_found`. */
  async run(host: HostPrincipal, helpId: string): Promise<void> {
    await this.live.act(host, host.sessionId, async (_session, told) => {
      const seen = await this.help.see(helpId, host.sessionId, host.personId, this.clock.now());
      if (!seen) throw new DomainError('not_found');
      if (!seen.wasNew) return;
      await audit('help.seen', { objectKind: 'help_request', objectId: helpId });
      told.about(live.help, seen.seatId);
    });
  }
}
