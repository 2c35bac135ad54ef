import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, rmSync, writeFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';

const SOURCES = ['apps', 'libs', 'infra/postgres/migrations', 'infra/launch/build/tsconfig.build.json', 'package.json', 'package-lock.json', 'tsconfig.json', 'nest-cli.json'];

/**
 * What the built files were made from: a hash over the content of every source, so that a fresh clone, a copied folder and a touched file all tell the truth.
 *
 * @param {string} root
 */
export function sourceStamp(root) {
  const hash = createHash('sha256').update(process.versions.node.split('.')[0]);
  for (const source of SOURCES) addTo(hash, root, source);
  return hash.digest('hex');
}

/** True when dist was made whole from this stamp. @param {string} root @param {string} stamp */
export const builtFrom = (root, stamp) => existsSync(stampFile(root)) && readFileSync(stampFile(root), 'utf8') === stamp;

/** Removed before a build and written after it: a build that was interrupted has none. @param {string} root @param {string | null} stamp */
export function setStamp(root, stamp) {
  rmSync(stampFile(root), { force: true });
  if (stamp === null) return;
  mkdirSync(join(root, 'dist'), { recursive: true });
  writeFileSync(stampFile(root), stamp);
}

const stampFile = (root) => join(root, 'dist', '.stamp');

function addTo(hash, root, path) {
  const entries = readEntries(join(root, path));
  if (entries === null) return;
  if (!Array.isArray(entries)) return void hash.update(`${path}\0`).update(entries).update('\0');
  for (const name of entries.sort()) if (!/\.spec\.tsx?$/.test(name)) addTo(hash, root, `${path}/${name}`);
}

function readEntries(path) {
  try {
    return readdirSync(path);
  } catch (error) {
    if (error.code === 'ENOTDIR') return readFileSync(path);
    return null;
  }
}
