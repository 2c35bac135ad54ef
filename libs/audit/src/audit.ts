import { actorId, currentPrincipal, sql } from '#platform';

export interface AuditNote {
  /** What was acted on, e.g. `seat`, `person`, `join_link`. */
  readonly objectKind?: string;
  readonly objectId?: string;
  /** `done` unless said otherwise; `refused` for what was tried and not allowed. */
  readonly outcome?: 'done' | 'refused';
  /** Ids, counts and codes that explain the entry. Never names, tokens, PINs, addresses or free text. */
  readonly details?: Readonly<Record<string, string | number | boolean | null>>;
  /** Who acted, when the transaction is our own work on behalf of a person (a sign-in, a link): else taken from the principal. */
  readonly actorId?: string;
}

/**
 * Writes one line of the access log, in the transaction that is open: it stands or falls with the change it tells of.
 *
 * action: `thing.verb_in_past`, e.g. `link.redeemed`. The principal says who acted; for the system principal its reason is kept.
 * Throws outside of `withPrincipal`.
 */
export async function audit(action: string, note: AuditNote = {}): Promise<void> {
  const principal = currentPrincipal();
  const details = principal.kind === 'system' ? { ...note.details, reason: principal.reason } : (note.details ?? {});
  await sql(
    `insert into audit_entry (clinic_id, acts_as, actor_id, action, object_kind, object_id, outcome, details)
     values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [
      principal.clinicId,
      principal.kind,
      note.actorId ?? actorId(principal),
      action,
      note.objectKind ?? null,
      note.objectId ?? null,
      note.outcome ?? 'done',
      JSON.stringify(details),
    ],
  );
}

/**
 * One line for a record that a page reads again and again: once per reader, action and object in ten minutes, so that the log says who
 * looked and is not buried. Throws outside of `withPrincipal`.
 */
export async function auditRead(action: string, read: Required<Pick<AuditNote, 'objectKind' | 'objectId'>>): Promise<void> {
  const reader = currentPrincipal();
  const recent = await sql(
    `select 1 from audit_entry where action = $1 and object_id = $2 and actor_id is not distinct from $3 and at > app.now() - interval '10 minutes' limit 1`,
    [action, read.objectId, actorId(reader)],
  );
  if (recent.length === 0) await audit(action, read);
}
