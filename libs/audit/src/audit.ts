import { actorId, currentUnit } from '#platform';
import type { Entry } from './domain/canonical-entry.js';
import { addEntry } from './persistence/audit-entries.js';

export interface AuditNote {
  /** What was acted on, e.g. `seat`, `person`, `join_link`. */
  readonly objectKind?: string;
  readonly objectId?: string;
  /** `done` unless said otherwise; `refused` for what was tried and not allowed. */
  readonly outcome?: Entry['outcome'];
  /** Ids, counts and codes that explain the entry. Never names, tokens, PINs, addresses or free text. */
  readonly details?: Entry['details'];
  /** Who acted, when the transaction is our own work on behalf of a person (a sign-in, a link): else taken from the principal. */
  readonly actorId?: string;
  /** The call that it tells of, when it is written after it was over: else the one that is being served. */
  readonly requestId?: string;
}

/**
 * Writes one line of the access log, in the transaction that is open: it stands or falls with the change it tells of.
 *
 * action: `thing.verb_in_past`, e.g. `link.redeemed`. The principal says who acted; for the system principal its reason is kept.
 * Throws outside of `withPrincipal`.
 */
export async function audit(action: string, note: AuditNote = {}): Promise<void> {
  await addEntry(entryOf(action, note));
}

/** The line as it will stand, with the instant and the call of the open transaction. */
export function entryOf(action: string, note: AuditNote): Entry {
  const { principal, at, requestId } = currentUnit();
  return {
    clinicId: principal.clinicId,
    at: at.toISOString(),
    actsAs: principal.kind,
    actorId: note.actorId ?? actorId(principal),
    action,
    objectKind: note.objectKind ?? null,
    objectId: note.objectId ?? null,
    outcome: note.outcome ?? 'done',
    requestId: note.requestId ?? requestId,
    details: principal.kind === 'system' ? { ...note.details, reason: principal.reason } : (note.details ?? {}),
  };
}
