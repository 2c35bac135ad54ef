import { audit } from '#audit';
import { Clock, DomainError, type SeatId, type SessionId } from '#kernel';
import { actorId, Config, Database, Keyring, type ClinicPrincipal } from '#platform';
import { Injectable } from '@nestjs/common';
import { comesByLink } from '../domain/seat-facts.js';
import { linkWindow } from '../domain/link-standing.js';
import { holdSettings } from '../persistence/clinic-settings.js';
import { replaceLink } from '../persistence/join-links.js';
import { SeatDirectory } from '../seat-directory.js';

/** A fresh link for one seat. The token is in the address's fragment, which no server, proxy or log ever sees. */
@Injectable()
export class MakeLink {
  constructor(
    private readonly database: Database,
    private readonly seats: SeatDirectory,
    private readonly config: Config,
    private readonly keys: Keyring,
    private readonly clock: Clock,
  ) {}

  /**
   * The address to send, told this once. The seat's older links are dead from then on. Throws `not_found` for a seat that is not a patient's
   * or guest's of this session, `session_ended`. `by`: staff, or our own work.
   */
  async run(by: ClinicPrincipal, at: { sessionId: SessionId; seatId: SeatId }): Promise<{ address: string; worksTo: Date }> {
    const token = this.keys.newSecret('join link');
    return this.database.withPrincipal(by, async () => {
      // Its window follows the lobby, which a change of the program's setting moves together with the links that are out.
      await holdSettings();
      const seat = await this.seats.find(at.seatId);
      if (!seat || seat.session.sessionId !== at.sessionId || seat.withdrawn || !comesByLink(seat.role)) throw new DomainError('not_found');
      const { from, to } = linkWindow(seat.session);
      const [worksFrom, worksTo] = [new Date(from), new Date(to)];
      if (seat.session.state === 'ended' || this.clock.now() >= worksTo) throw new DomainError('session_ended');
      const linkId = await replaceLink({ seatId: at.seatId, token, createdBy: actorId(by), worksFrom, worksTo });
      await audit('link.made', { objectKind: 'join_link', objectId: linkId, details: { seatId: at.seatId } });
      return { address: `${this.config.publicOrigin}/j#${token.text}`, worksTo };
    });
  }
}
