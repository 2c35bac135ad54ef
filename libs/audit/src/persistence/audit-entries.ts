import { sql, type Database } from '#platform';
import { canonicalEntry, type Entry } from '../domain/canonical-entry.js';

const columns = 'clinic_id, at, acts_as, actor_id, action, object_kind, object_id, outcome, request_id, details, canonical';
const values = '$1::uuid, $2::timestamptz, $3, $4::uuid, $5, $6, $7::uuid, $8, $9, $10::jsonb, $11::bytea';

/** Adds a line, in the transaction that is open. */
export async function addEntry(entry: Entry): Promise<void> {
  await sql(`insert into audit_entry (${columns}) values (${values})`, parametersOf(entry));
}

/** Adds a line unless the same actor did the same to the same object within so many seconds before. One statement. */
export async function addEntryOnce(entry: Entry & { readonly objectId: string }, withinSeconds: number): Promise<void> {
  await sql(
    `insert into audit_entry (${columns}) select ${values}
      where not exists (select 1 from audit_entry where action = $5 and object_id = $7 and actor_id is not distinct from $4 and at > $2::timestamptz - $12 * interval '1 second')`,
    [...parametersOf(entry), withinSeconds],
  );
}

function parametersOf(entry: Entry): unknown[] {
  const { clinicId, at, actsAs, actorId, action, objectKind, objectId, outcome, requestId, details } = entry;
  return [clinicId, at, actsAs, actorId, action, objectKind, objectId, outcome, requestId, JSON.stringify(details), Buffer.from(canonicalEntry(entry), 'utf8')];
}

export interface Holder {
  readonly clinicId: string;
  /** Null when several people of the clinic use that browser. */
  readonly personId: string | null;
}

/** Whose devices and sign-ins these are, by the hex of what we keep of their cookies; those that prove nobody are left out. */
export async function holdersOf(database: Database, hashes: readonly Buffer[]): Promise<ReadonlyMap<string, Holder[]>> {
  const rows = await database.lookup<{ hash: Buffer; clinic_id: string; person_id: string | null }>('find_holders($1)', [hashes]);
  const found = new Map<string, Holder[]>();
  for (const row of rows) found.set(row.hash.toString('hex'), [...(found.get(row.hash.toString('hex')) ?? []), { clinicId: row.clinic_id, personId: row.person_id }]);
  return found;
}
