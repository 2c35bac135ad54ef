import type { SeatId, SessionId } from '#kernel';
import type { StaffPrincipal } from '#platform';

/** A staff member acting from a host or co-facilitator seat of one session; what the policy `session.host` finds. */
export interface HostPrincipal extends StaffPrincipal {
  readonly seatId: SeatId;
  readonly sessionId: SessionId;
}
