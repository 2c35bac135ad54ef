import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * The libs, who imports whom, and the ports between them (an abstract class that one lib declares and another one extends or implements), as the text of libs.md.
 *
 * @param {string} root of the checkout
 */
export function drawLibs(root) {
  const libs = readdirSync(join(root, 'libs')).filter((name) => name !== 'testing').sort();
  const sources = new Map(libs.map((lib) => [lib, sourcesOf(join(root, 'libs', lib, 'src'))]));
  const everywhere = ['kernel', 'contracts', 'platform', 'audit'];
  const arrows = [];
  for (const lib of libs) {
    const imported = new Set([...(sources.get(lib) ?? '').matchAll(/from '#([a-z-]+)/g)].map(([, name]) => name));
    for (const other of [...imported].sort()) if (other !== lib && !everywhere.includes(other)) arrows.push(`  ${lib} --> ${other}`);
  }
  return `# The libs and their ports

Written by \`WRITE_GUIDES=1 npm run test:api -- guides\`; the same test finds it when it is out of date. An arrow is an import through the front door. Every lib may
import ${everywhere.map((name) => `\`${name}\``).join(', ')}, so these arrows are left out; \`infra/checks/dependency-cruiser.mjs\` says who may import whom.

\`\`\`mermaid
flowchart TD
${libs.filter((lib) => !everywhere.includes(lib)).map((lib) => `  ${lib}`).join('\n')}
${arrows.join('\n')}
\`\`\`

A port is an abstract class that one lib declares and another one provides; it is the token for Nest too.

| port | declared by | provided by |
| --- | --- | --- |
${ports(sources).join('\n')}
`;
}

function ports(sources) {
  const rows = [];
  for (const [lib, text] of sources) {
    for (const [, port] of text.matchAll(/export abstract class (\w+)/g)) {
      const others = [...sources].filter(([other, code]) => other !== lib && (new RegExp(`(?:extends|implements) [^{]*\\b${port}\\b`).test(code) || new RegExp(`provide: ${port}\\b`).test(code))).map(([other]) => `\`${other}\``);
      if (others.length > 0) rows.push(`| \`${port}\` | \`${lib}\` | ${others.sort().join(', ')} |`);
    }
  }
  return rows.sort();
}

function sourcesOf(folder) {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts') && !name.endsWith('.spec.ts')).sort();
  return files.map((name) => readFileSync(join(folder, name), 'utf8')).join('\n');
}
