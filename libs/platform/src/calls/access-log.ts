import type { PolicyName, ReadName } from '#contracts';
import type { ClinicId, ErrorCode, PersonId } from '#kernel';
import type { ClinicPrincipal } from '../database/principal.js';
import type { KeptSecret, Keyring } from '../keys/keyring.js';

/** Who was turned away: a person who is known, or the holder of a cookie, who is looked up later so that a refusal costs nobody a statement. */
export type TurnedAway = { readonly clinicId: ClinicId; readonly personId: PersonId } | { readonly held: KeptSecret };

export interface Refusal {
  readonly who: TurnedAway;
  readonly policy: PolicyName;
  /** Method and path with its placeholders, or the event: never what was asked for, which is another's. */
  readonly call: string;
  readonly code: ErrorCode;
}

/** What the contracts tell the access log. Implemented by audit; a DI token. */
export abstract class AccessLog {
  /** Somebody was refused what is not theirs. Does not wait and never throws: refusals are gathered and written later. */
  abstract refused(refusal: Refusal): void;
  /** Somebody is about to be shown what a contract declares. Resolves when it is on record; an answer that cannot be must not leave. */
  abstract read(reader: ClinicPrincipal, what: ReadName, objectId: string): Promise<void>;
}

/** Refusals of what is another's. The others ask somebody to prove first who they are, or tell of a time that is over: there is nobody to name, or nothing to tell. */
const telling: ReadonlySet<ErrorCode> = new Set(['not_found', 'not_allowed']);

export function isTelling(code: ErrorCode): boolean {
  return telling.has(code);
}

/** Who a browser is, as far as its cookies tell: the one that the policy asks for, else the other. Undefined for a browser that shows none of ours. */
export function holderOf(policy: PolicyName, cookies: ReadonlyMap<string, string>, keys: Keyring): TurnedAway | undefined {
  const device = keys.kept('device cookie', cookies.get('device'));
  const staff = keys.kept('staff cookie', cookies.get('staff'));
  const held = policy.startsWith('seat') ? (device ?? staff) : (staff ?? device);
  return held && { held };
}
