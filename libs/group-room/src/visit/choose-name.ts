import { live } from '#contracts';
import { rememberShownName } from '#identity';
import { DomainError, Clock } from '#kernel';
import { Database, systemPrincipal, type SeatPrincipal } from '#platform';
import { Seats } from '#scheduling';
import { Injectable } from '@nestjs/common';
import { isShownToPeers } from '../domain/admission.js';
import { judgeName } from '../domain/shown-name.js';
import { Live } from '../live/live.js';
import { Admissions } from '../persistence/admissions.js';
import { StaffNames } from '../persistence/staff-names.js';

/** The name by which the others in the group will know a person. */
@Injectable()
export class ChooseName {
  constructor(
    private readonly database: Database,
    private readonly staffNames: StaffNames,
    private readonly live: Live,
    private readonly seats: Seats,
    private readonly admissions: Admissions,
    private readonly clock: Clock,
  ) {}

  /**
   * Throws `name_not_allowed` (what cannot be shown, or is a name or title of staff; `reason` says which), `name_taken` (looks like another
   * one in the session) and `session_ended`: how somebody was called in a session is part of its record.
   */
  async run(person: SeatPrincipal, wanted: string): Promise<void> {
    const staff = await this.database.withPrincipal(systemPrincipal(person.clinicId, 'compare a name with those of staff'), () => this.staffNames.all());
    const name = judgeName(wanted, staff);
    if (name.kind === 'refused') throw new DomainError('name_not_allowed', { reason: name.fault });
    // Two people of one session who choose at once are decided one after the other, so the second reads the name of the first.
    await this.live.act(person, person.sessionId, async (session, told) => {
      const seat = await this.seats.find(person.seatId);
      if (!seat) throw new DomainError('not_found');
      if (session.state === 'ended') throw new DomainError('session_ended');
      if (!(await this.seats.chooseName(seat, name.shownName, name.nameKeys))) throw new DomainError('name_taken');
      await rememberShownName(person.personId, name.shownName);
      await this.admissions.check(person.sessionId, person.seatId, this.clock.now());
      told.about(live.roster, person.seatId);
      // Others hear nothing of somebody who is not among them yet.
      if (isShownToPeers((await this.admissions.standingOf(person.seatId)).state)) told.about(live.peers, person.seatId);
    });
  }
}
