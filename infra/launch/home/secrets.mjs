import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
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
  const file = join(home, 'secrets.json');
  const kept = readKept(file);
  const missing = Object.keys(GENERATED).filter((name) => !kept[name]);
  for (const name of missing) kept[name] = GENERATED[name]();
  if (missing.length > 0) writePrivately(file, JSON.stringify(kept, null, 2));
  return { ...kept, stepwellSecret: givenSecret(env) ?? kept.stepwellSecret };
}

/** Writes a file that only this user may read, whole or not at all. @param {string} file @param {string} text */
export function writePrivately(file, text) {
  writeFileSync(`${file}.${process.pid}`, text, { mode: 0o600 });
  renameSync(`${file}.${process.pid}`, file);
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
