import { chmodSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkoutMark } from '../home/checkout.mjs';
import { openToAll } from '../home/home.mjs';
import { endLeftovers } from '../processes/pid-file.mjs';

const prefix = () => `stepwell-test-${checkoutMark()}-`;

/** A fresh home for one run of the tests, where the database's user can reach it. */
export function makeTestHome() {
  const home = mkdtempSync(join(temporaryFolder(), prefix()));
  chmodSync(home, process.getuid?.() === 0 ? 0o711 : 0o700);
  return home;
}

/** Ends and removes what earlier runs of this checkout left that were killed; runs that are alive are left alone. @param {(line: string) => void} say */
export async function sweepTestHomes(say) {
  const folder = temporaryFolder();
  for (const name of readdirSync(folder).filter((one) => one.startsWith(prefix()))) {
    const home = join(folder, name);
    // A run that has just begun has not written its file yet.
    if (Date.now() - statSync(home).mtimeMs < 5000) continue;
    if (await endLeftovers(home, say)) rmSync(home, { recursive: true, force: true });
  }
}

function temporaryFolder() {
  const candidates = [tmpdir(), '/var/tmp', '/tmp'];
  return process.getuid?.() === 0 ? (candidates.find((folder) => openToAll(folder)) ?? tmpdir()) : tmpdir();
}
