import { audit } from '#audit';
import { DomainError, type PersonId, type SeatId, type SeatRole, type SessionId } from '#kernel';
import { Database } from '#platform';
import { Injectable, Optional } from '@nestjs/common';
import { maySitAs, namesToGive, type SeatName, type Sitter } from './domain/seat-giving.js';
import { GivenSeats } from './persistence/given-seats.js';
import { Plans } from './persistence/plans.js';
import type { Planner } from './planner.js';
import { SessionFollowers } from './session-followers.js';

/** Gives a person the right to be in a session. There is one seat per session and person, for ever: all that was in it stays with it. */
@Injectable()
export class GiveSeat {
  constructor(
    private readonly database: Database,
    private readonly plans: Plans,
    private readonly seats: GivenSeats,
    @Optional() private readonly followers?: SessionFollowers,
  ) {}

  /**
   * The id of the seat. Safe to repeat; a seat that was withdrawn is open again, and its person needs a new link. Staff get the name by
   * which they are known in rooms. Throws `not_found`, `session_ended`, `bad_input` (a patient cannot lead, staff are no patients),
   * `conflict` (they sit there as somebody else already) and `name_taken` (two staff of the session would look the same by name).
   */
  async run(by: Planner, { sessionId, personId, role }: { sessionId: SessionId; personId: PersonId; role: SeatRole }): Promise<SeatId> {
    return this.database.withPrincipal(by, async () => {
      const plan = await this.plans.lock(sessionId);
      const sitter = await this.seats.sitter(personId);
      if (!plan || !sitter) throw new DomainError('not_found');
      if (plan.state === 'ended') throw new DomainError('session_ended');
      if (!maySitAs(sitter.kind, role)) throw new DomainError('bad_input', { problem: 'role' });
      const known = await this.seats.ofPerson(sessionId, personId);
      if (known && !known.withdrawn) {
        if (known.role !== role) throw new DomainError('conflict');
        return known.seatId;
      }
      const name = await this.nameFor(sessionId, personId, sitter);
      if (known) await this.seats.reopen(known.seatId, role, name);
      const seatId = known?.seatId ?? (await this.seats.insert(sessionId, personId, role, name));
      await audit('seat.given', { objectKind: 'seat', objectId: seatId, details: { sessionId, role, again: known !== undefined } });
      await this.followers?.seatGiven(by, sessionId, seatId);
      return seatId;
    });
  }

  private async nameFor(sessionId: SessionId, personId: PersonId, sitter: Sitter): Promise<SeatName | undefined> {
    const names = namesToGive(sitter);
    const name = await this.seats.freeName(sessionId, personId, names);
    if (names.length > 0 && !name) throw new DomainError('name_taken');
    return name;
  }
}
