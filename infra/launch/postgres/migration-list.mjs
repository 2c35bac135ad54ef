import { createHash } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { LaunchFault } from '../words/fault.mjs';

/**
 * What a migration does to whoever does not know it: `expands` only adds, so that an older build works on as before; `contracts` takes away, renames or narrows.
 *
 * @typedef {'expands' | 'contracts'} MigrationKind
 * @typedef {{ name: string, sha256: string, kind: MigrationKind }} Migration name without `.sql`; the sha256 (hex) of the file as it is written, before any name is put in
 */

/**
 * The migrations of a folder in their order. A database fits this code when its own list (table migrations.checksum) is the same, or longer by migrations that expand.
 *
 * Throws a LaunchFault that names the file whose first line is neither `-- expands` nor `-- contracts`, with a reason after a colon or without one.
 *
 * @param {string} folder @returns {Migration[]}
 */
export function listMigrations(folder) {
  return readdirSync(folder)
    .filter((file) => /^\d{4}-[a-z0-9-]+\.sql$/.test(file))
    .sort()
    .map((file) => readMigration(folder, file));
}

function readMigration(folder, file) {
  const text = readFileSync(join(folder, file));
  const kind = /^-- (expands|contracts)(?::.*)?\r?\n/.exec(text.toString('utf8'))?.[1];
  if (!kind) throw new LaunchFault(`${file} does not say what it does to a build that does not know it.`, { mend: 'make its first line "-- expands" when it only adds, else "-- contracts"' });
  return { name: file.slice(0, -'.sql'.length), sha256: createHash('sha256').update(text).digest('hex'), kind };
}

/**
 * Whether a database's list fits the code's list, and if not, where they part. `newer` holds all of the code's and more, in `names`; `expands` says whether all of
 * those do. `parted` lacks one of the code's and yet holds one that the code does not know, or that comes after it.
 *
 * @param {Migration[]} inDatabase in their order @param {Migration[]} inCode in their order
 * @returns {{ kind: 'same' } | { kind: 'older' | 'changed', name: string } | { kind: 'newer', names: string[], expands: boolean } | { kind: 'parted', name: string, lacks: string }}
 */
export function compareMigrations(inDatabase, inCode) {
  const done = new Map(inDatabase.map((one) => [one.name, one]));
  const unknown = inDatabase.filter(({ name }) => !inCode.some((one) => one.name === name));
  const missing = inCode.filter(({ name }) => !done.has(name));
  const changed = inCode.find(({ name, sha256 }) => done.has(name) && done.get(name).sha256 !== sha256);
  if (changed) return { kind: 'changed', name: changed.name };
  const beyond = unknown[0] ?? inDatabase.find(({ name }) => missing[0] && name > missing[0].name);
  if (beyond && missing[0]) return { kind: 'parted', name: beyond.name, lacks: missing[0].name };
  if (unknown[0]) return { kind: 'newer', names: unknown.map(({ name }) => name), expands: unknown.every(({ kind }) => kind === 'expands') };
  return missing[0] ? { kind: 'older', name: missing[0].name } : { kind: 'same' };
}
