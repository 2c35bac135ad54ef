import { readFile } from 'node:fs/promises';
import type { DataSource } from 'typeorm';

interface Migration {
  readonly name: string;
  readonly sha256: string;
}

/**
 * Refuses a database that is older, newer or otherwise than this build: a server never migrates. `listFile` is the list of migrations
 * that the build wrote (name and SHA-256 of each file). Throws with the command that mends it.
 */
export async function requireSchema(source: DataSource, listFile: URL): Promise<void> {
  const expected = JSON.parse(await readFile(listFile, 'utf8')) as Migration[];
  const applied = await source.query<Migration[]>('select name, sha256 from migrations.checksum order by name');
  const problem = compareSchema(expected, applied);
  if (problem) throw new Error(problem);
}

/** A sentence that says what is wrong, or undefined when both lists are the same. Pure. */
function compareSchema(expected: readonly Migration[], applied: readonly Migration[]): string | undefined {
  const known = new Map(expected.map((migration) => [migration.name, migration.sha256]));
  const newer = applied.find((migration) => !known.has(migration.name));
  if (newer) return `The database is newer than this build (${newer.name}): deploy the build that made it`;
  const changed = applied.find((migration) => known.get(migration.name) !== migration.sha256);
  if (changed) return `Migration ${changed.name} was changed after it ran: restore the file, and put the change into a new migration`;
  const missing = expected.find((migration) => !applied.some((done) => done.name === migration.name));
  if (missing) return `The database is older than this build (${missing.name} is missing): run npm run migrate`;
  return undefined;
}
