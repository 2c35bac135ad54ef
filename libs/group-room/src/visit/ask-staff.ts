import { audit } from '#audit';
import { Clock, DomainError } from '#kernel';
import type { SeatPrincipal } from '#platform';
import { Injectable } from '@nestjs/common';
import { Live } from '../live/live.js';
import { HelpRequests, type HelpKind } from '../persistence/help-requests.js';

/** Asks staff for something, from the lobby, the room or the page after it. Kept, pinned in the roster, and answered by "has seen this". */
@Injectable()
export class AskStaff {
  constructor(
    private readonly live: Live,
    private readonly help: HelpRequests,
    private readonly clock: Clock,
  ) {}

  /** `helpId` is the page's own: sent twice it is one request. Throws `conflict` when the id is another seat's, so that nobody believes to be heard who is not. */
  async run(person: SeatPrincipal, helpId: string, kind: HelpKind): Promise<void> {
    await this.live.act(person, person.sessionId, async (_session, told) => {
      const { sessionId, seatId, personId } = person;
      const asked = await this.help.ask({ helpId, kind, sessionId, seatId, personId }, this.clock.now());
      if (asked === 'of_another') throw new DomainError('conflict');
      if (asked === 'again') return;
      await audit('help.asked', { objectKind: 'help_request', objectId: helpId, details: { kind } });
      told.rows(seatId);
      told.own(seatId);
    });
  }
}
