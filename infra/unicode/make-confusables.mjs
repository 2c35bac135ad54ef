import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/**
 * Makes the table of letters that look like others from the file that Unicode publishes for UTS #39, for the release of Unicode that is
 * wanted: `node infra/unicode/make-confusables.mjs confusables.txt`. Names are looked up letter by letter after NFKC and NFD, so that of
 * the file only the single letters, marks and numbers are kept that those two leave alone.
 */
const published = readFileSync(process.argv[2] ?? 'confusables.txt', 'utf8');
const version = /^# Version: (\S+)/m.exec(published)?.[1];
if (!version) throw new Error('This is not confusables.txt of Unicode: it names no version.');

const text = (hex) => String.fromCodePoint(...hex.trim().split(/\s+/).map((point) => Number.parseInt(point, 16)));
const lookAlikes = new Map();
for (const [, from = '', to = ''] of published.matchAll(/^([0-9A-F]+)\s*;\s*([0-9A-F ]+?)\s*;\s*MA/gm)) {
  const letter = text(from);
  const stays = letter.normalize('NFKC') === letter && letter.normalize('NFD') === letter;
  if (stays && /^[\p{L}\p{M}\p{N}]$/u.test(letter)) lookAlikes.set(text(to), (lookAlikes.get(text(to)) ?? '') + letter);
}

// Escaped but for ASCII, because many of them cannot be seen or turn the line around.
const escaped = (letters) => JSON.stringify(letters).replace(/[^ -~]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
const entries = [...lookAlikes].map(([prototype, letters]) => `${escaped(prototype)}:${escaped(letters)}`);
const lines = [];
for (const entry of entries) {
  if ((lines.at(-1)?.length ?? Infinity) + entry.length > 236) lines.push(entry);
  else lines[lines.length - 1] += `,${entry}`;
}
const target = fileURLToPath(new URL('../../libs/kernel/src/confusables.ts', import.meta.url));
writeFileSync(
  target,
  `// Made by infra/unicode/make-confusables.mjs of confusables.txt, Unicode ${version}. Copyright 1991-2025 Unicode, Inc.; the licence is
// infra/unicode/LICENSE.txt. Not to be edited by hand.

/** Each prototype of UTS #39 with the letters, marks and numbers that look like it. */
export const confusables: Readonly<Record<string, string>> = {
${lines.map((line) => `  ${line},`).join('\n')}
};
`,
);
process.stdout.write(`${entries.length} prototypes of Unicode ${version} in ${lines.length} lines\n`);
