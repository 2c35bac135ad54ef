import type { PolicyName } from '#contracts';
import type { Principal } from '../database/principal.js';

/** What is known of a call before anybody is believed. */
export interface Approach {
  readonly policy: PolicyName;
  /** Validated by the contract. */
  readonly input: unknown;
  /** By cookie name without prefix or port, e.g. `staff`, `device`. */
  readonly cookies: ReadonlyMap<string, string>;
  /** Whether a person caused the call, for the idle clock. */
  readonly byPerson: boolean;
  /** Who the socket said it acts as when it connected, proven then; absent for HTTP. */
  readonly socket?: SocketIdentity;
}

/** What a socket proved at its handshake. It is proven again on each event, by these ids: its cookie may be another by then. */
export interface SocketIdentity {
  readonly as: 'seat' | 'host';
  readonly seatId: string;
  readonly sessionId: string;
  readonly clinicId: string;
  readonly personId: string;
  /** The row that stands behind it: the device of a patient or guest, the sign-in of a host. */
  readonly holderId: string;
}

/** Decides who acts. Implemented by identity; a DI token. */
export abstract class Policies {
  /** The principal for this call. Throws DomainError (`not_signed_in`, `not_allowed`, `pin_needed`, ...) when the policy says no. */
  abstract decide(approach: Approach): Promise<Principal>;
}
