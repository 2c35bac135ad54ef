import { randomBytes } from 'node:crypto';
import { closeSync, existsSync, fsyncSync, openSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { LaunchFault } from '../words/fault.mjs';

const GENERATED = {
  stepwellSecret: () => randomBytes(32).toString('base64url'),
  livekitKey: () => `key-${randomBytes(8).toString('hex')}`,
  // LiveKit refuses to call a secret of fewer than 32 characters safe.
  livekitSecret: () => randomBytes(36).toString('base64url'),
  databaseOwnerPassword: () => randomBytes(24).toString('base64url'),
  databaseAppPassword: () => randomBytes(24).toString('base64url'),
};

/**
 * The secrets of this installation: made once, kept in `secrets.json` (0600) of its home. STEPWELL_SECRET or STEPWELL_SECRET_FILE goes before the kept one
 * and is not written down. Throws a LaunchFault when the file cannot be read, rather than making new secrets that fit nothing.
 *
 * @param {string} home @param {NodeJS.ProcessEnv} env @returns {{ [name in keyof typeof GENERATED]: string }}
 */
export function openSecrets(home, env) {
  const kept = readKept(fileIn(home));
  const missing = Object.keys(GENERATED).filter((name) => !kept[name]);
  for (const name of missing) kept[name] = GENERATED[name]();
  if (missing.length > 0) writeSecrets(home, kept);
  return { ...kept, stepwellSecret: givenSecret(env) ?? kept.stepwellSecret };
}

/** Writes all secrets of a home, and has them on the disk before it returns: what is lost here opens nothing ever again. @param {string} home @param {ReturnType<typeof openSecrets>} secrets */
export function writeSecrets(home, secrets) {
  const file = fileIn(home);
  writePrivately(file, JSON.stringify(secrets, null, 2), syncFile);
  syncFile(dirname(file));
}

/**
 * Writes a file that only this user may read, whole or not at all.
 *
 * @param {string} file @param {string} text @param {(written: string) => void} [before] done with the written file before it takes its name
 */
export function writePrivately(file, text, before) {
  const written = `${file}.${process.pid}`;
  writeFileSync(written, text, { mode: 0o600 });
  before?.(written);
  renameSync(written, file);
}

const fileIn = (home) => join(home, 'secrets.json');

function syncFile(path) {
  const open = openSync(path, 'r');
  fsyncSync(open);
  closeSync(open);
}

/** @param {NodeJS.ProcessEnv} env @returns {string | undefined} */
function givenSecret(env) {
  const source = env.STEPWELL_SECRET ? 'STEPWELL_SECRET' : 'STEPWELL_SECRET_FILE';
  const secret = env.STEPWELL_SECRET || (env.STEPWELL_SECRET_FILE && readSecretFile(env.STEPWELL_SECRET_FILE));
  if (secret === undefined || secret === '') return undefined;
  if (secret.length < 32) throw new LaunchFault(`the secret of ${source} has fewer than 32 characters.`, { mend: 'make one with `openssl rand -base64 36`' });
  return secret;
}

function readSecretFile(file) {
  try {
    return readFileSync(file, 'utf8').trim() || ' ';
  } catch (error) {
    throw new LaunchFault(`STEPWELL_SECRET_FILE (${file}) cannot be read: ${error.code}.`, { mend: 'point it at a readable file, or leave it out' });
  }
}

function readKept(file) {
  if (!existsSync(file)) return {};
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    throw new LaunchFault(`the secrets in ${file} cannot be read.`, { mend: 'bring the file back from a backup, or move the whole folder away and start anew' });
  }
}
