import { audit } from '#audit';
import { live } from '#contracts';
import { Clock, DomainError, type HelpKind } from '#kernel';
import type { SeatPrincipal } from '#platform';
import { Injectable } from '@nestjs/common';
import { Live } from '../live/live.js';
import { HelpRequests } from '../persistence/help-requests.js';

/** Asks staff for something, from the lobby, the room or the page after it. Kept, pinned in the roster, and answered by "has seen this". */
@Injectable()
export class AskStaff {
  constructor(
    private readonly live: Live,
    private readonly help: HelpRequests,
    private readonly clock: Clock,
  ) {}

  /** `helpId` is the page's own: sent twice it is one request. Throws `conflict` when it stands for something else already, so that nobody waits for help that was not asked for. */
  async run(person: SeatPrincipal, helpId: string, kind: HelpKind): Promise<void> {
    await this.live.act(person, person.sessionId, async (_session, told) => {
      const { sessionId, seatId, personId } = person;
      const asked = await this.help.ask({ helpId, kind, sessionId, seatId, personId }, this.clock.now());
      if (asked === 'foreign') throw new DomainError('conflict');
      if (asked === 'known') return;
      await audit('help.asked', { objectKind: 'help_request', objectId: helpId, details: { kind } });
      told.about(live.help, seatId);
    });
  }
}
