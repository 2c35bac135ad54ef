import { readFile } from 'node:fs/promises';
import type { DataSource } from 'typeorm';

interface Migration {
  readonly name: string;
  readonly sha256: string;
  /** `expands`: only adds, so that a build which does not know it works on as before. `contracts`: takes away, renames or narrows. */
  readonly kind: 'expands' | 'contracts';
}

/**
 * Refuses a database that does not fit this build: a server never migrates. `listFile` is the list of migrations that the build wrote.
 * Returns the names by which the database is newer, none as a rule: those only add, as while a newer build is rolled out server by server.
 * Throws a sentence that says what is wrong and what mends it when the database is older, was changed, went another way, or is newer by a
 * migration that contracts.
 */
export async function requireSchema(source: DataSource, listFile: URL): Promise<string[]> {
  const expected = JSON.parse(await readFile(listFile, 'utf8')) as Migration[];
  const applied = await source.query<Migration[]>('select name, sha256, kind from migrations.checksum order by name');
  return newerBy(expected, applied).map(({ name }) => name);
}

/** Pure. Throws as above. */
function newerBy(expected: readonly Migration[], applied: readonly Migration[]): Migration[] {
  const known = new Map(expected.map((migration) => [migration.name, migration.sha256]));
  const newer = applied.filter((migration) => !known.has(migration.name));
  const changed = applied.find((migration) => known.has(migration.name) && known.get(migration.name) !== migration.sha256);
  if (changed) throw new Error(`Migration ${changed.name} was changed after it ran: restore the file, and put the change into a new migration`);
  const missing = expected.find((migration) => !applied.some((done) => done.name === migration.name));
  if (missing && newer[0]) throw new Error(`The database was made by another line of builds: it holds ${newer[0].name} and lacks ${missing.name}`);
  if (missing) throw new Error(`The database is older than this build (${missing.name} is missing): run npm run migrate`);
  const contracting = newer.find((migration) => migration.kind === 'contracts');
  if (contracting) throw new Error(`The database is newer than this build, and ${contracting.name} took away what this build needs: deploy the build that made it`);
  return newer;
}
