import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { constants, gzipSync } from 'node:zlib';
import { checkout } from '../../../infra/launch/home/checkout.mjs';

const web = join(checkout, 'dist', 'apps', 'web');

/** Size of a built file in kB (1000 bytes) by gzip -9, whatever the server sent it as. @param {string} file below the web client's folder */
const gzipKilobytes = (file) => gzipSync(readFileSync(join(web, file)), { level: constants.Z_BEST_COMPRESSION }).length / 1000;

/**
 * All JavaScript that a page imports without being asked, from the build's own manifest.
 *
 * @param {readonly string[]} entries pages and modules, such as `patient.html` @returns {string[]} files
 */
export function staticScripts(entries) {
  const manifest = JSON.parse(readFileSync(join(web, '.vite', 'manifest.json'), 'utf8'));
  const needed = new Set();
  const walk = (key) => {
    if (needed.has(key)) return;
    needed.add(key);
    if (!manifest[key]) throw new Error(`the build has no ${key}`);
    (manifest[key].imports ?? []).forEach(walk);
  };
  entries.forEach(walk);
  return [...needed].map((key) => manifest[key].file).filter((file) => file.endsWith('.js'));
}

/** The scripts that a real browser fetches for a page, from now on. */
export class FetchedScripts {
  /** @type {Map<string, number>} file to bytes on the wire */
  #wire = new Map();

  /** @param {import('playwright-core').Page} page */
  constructor(page) {
    page.on('requestfinished', async (request) => {
      const file = new URL(request.url()).pathname.slice(1);
      if (!file.endsWith('.js')) return;
      this.#wire.set(file, 0);
      this.#wire.set(file, await request.sizes().then((sizes) => sizes.responseBodySize, () => 0));
    });
  }

  /** @returns {{ files: number, gzip: number, wire: number }} kB */
  get sum() {
    const files = [...this.#wire.keys()];
    return { files: files.length, gzip: total(files), wire: [...this.#wire.values()].reduce((sum, bytes) => sum + bytes, 0) / 1000 };
  }
}

/** @param {readonly string[]} files */
export const total = (files) => files.reduce((sum, file) => sum + gzipKilobytes(file), 0);
