import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

const limits = { 'patient.html': 96, 'staff.html': 120 };

/**
 * JavaScript that a page needs for its first screen, in kB (1000 bytes) of gzip: everything it imports statically, and its English texts.
 *
 * @param {string} dist folder of a production build @param {string} entry such as `patient.html`
 * @returns {{ entry: string, kilobytes: number, files: { file: string, kilobytes: number }[] }}
 */
export function firstScreen(dist, entry) {
  const manifest = JSON.parse(readFileSync(join(dist, '.vite', 'manifest.json'), 'utf8'));
  const part = { 'patient.html': 'arrival', 'staff.html': 'staff' }[entry];
  const needed = new Set();
  const walk = (key) => {
    if (needed.has(key) || !manifest[key]) return;
    needed.add(key);
    (manifest[key].imports ?? []).forEach(walk);
  };
  [entry, 'src/i18n/en/ui.json', `src/i18n/en/${part}.json`].forEach(walk);
  const files = [...needed].map((key) => ({ file: manifest[key].file, kilobytes: gzipSync(readFileSync(join(dist, manifest[key].file))).length / 1000 }));
  return { entry, kilobytes: files.reduce((sum, file) => sum + file.kilobytes, 0), files };
}

// Run by hand: `node apps/web/first-screen.mjs [dist]` prints the sizes and fails above the limits.
if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const dist = process.argv[2] ?? fileURLToPath(new URL('../../dist/apps/web', import.meta.url));
  for (const [entry, limit] of Object.entries(limits)) {
    const { kilobytes, files } = firstScreen(dist, entry);
    process.stdout.write(`${entry}: ${kilobytes.toFixed(1)} kB gzip JavaScript on the first screen, limit ${limit} kB\n`);
    for (const { file, kilobytes: size } of files) process.stdout.write(`  ${size.toFixed(1).padStart(6)} kB  ${file}\n`);
    if (kilobytes > limit) process.exitCode = 1;
  }
}
