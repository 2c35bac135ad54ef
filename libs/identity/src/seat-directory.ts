import type { ClinicId, PersonId, SeatId, SessionId } from '#kernel';
import type { PersonStanding, SeatFacts, StaffStanding } from './domain/seat-facts.js';

/** Where a seat belongs; ids only, because it is asked before anybody is believed. */
export interface SeatPlace {
  readonly clinicId: ClinicId;
  readonly sessionId: SessionId;
  readonly personId: PersonId;
}

/**
 * Who sits where. A port and a DI token: scheduling owns seats and implements it; identity only asks.
 *
 * Every method but `locate` runs inside the caller's open `withPrincipal` transaction (it opens none itself), needs one statement, and
 * sees the principal's clinic only: what belongs to another clinic is `undefined`, like what does not exist. None of them throws for
 * an id that is unknown.
 */
export abstract class SeatDirectory {
  /** The clinic, session and person of a seat, by the lookup `find_seat`; needs no principal and no transaction. */
  abstract locate(seatId: SeatId): Promise<SeatPlace | undefined>;

  /** The seat with its session; also when withdrawn. */
  abstract find(seatId: SeatId): Promise<SeatFacts | undefined>;

  /** The session, and the seat this person has in it (whatever role), if any. */
  abstract standingOf(sessionId: SessionId, personId: PersonId): Promise<StaffStanding | undefined>;

  /** The person of this seat of this session, as a staff member meets them, also when withdrawn; undefined when the seat is not of this session. */
  abstract personOf(at: { readonly sessionId: SessionId; readonly seatId: SeatId }, staffId: PersonId): Promise<PersonStanding | undefined>;

  /** When this person's next session begins after `after`: planned, not ended, seat not withdrawn. Null when none is known. */
  abstract nextSessionOf(personId: PersonId, after: Date): Promise<Date | null>;
}
