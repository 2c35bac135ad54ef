import { createHash } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/**
 * The migrations of a folder in their order: the name without `.sql`, and the sha256 (hex) of the file as it is written, before any name is put in.
 *
 * A database fits this code when its own list (table migrations.checksum) is the same; longer means newer, shorter older, another sum changed.
 *
 * @param {string} folder @returns {{ name: string, sha256: string }[]}
 */
export function listMigrations(folder) {
  return readdirSync(folder)
    .filter((file) => /^\d{4}-[a-z0-9-]+\.sql$/.test(file))
    .sort()
    .map((file) => ({ name: file.slice(0, -'.sql'.length), sha256: createHash('sha256').update(readFileSync(join(folder, file))).digest('hex') }));
}

/**
 * Whether a database's list fits the code's list, and if not, the first migration where they part.
 *
 * @param {{ name: string, sha256: string }[]} inDatabase in their order @param {{ name: string, sha256: string }[]} inCode in their order
 * @returns {{ kind: 'same' } | { kind: 'older' | 'newer' | 'changed', name: string }}
 */
export function compareMigrations(inDatabase, inCode) {
  for (const [index, done] of inDatabase.entries()) {
    const known = inCode[index];
    if (!known || !inCode.some((one) => one.name === done.name)) return { kind: 'newer', name: done.name };
    if (known.name !== done.name || known.sha256 !== done.sha256) return { kind: 'changed', name: done.name };
  }
  const missing = inCode[inDatabase.length];
  return missing ? { kind: 'older', name: missing.name } : { kind: 'same' };
}
