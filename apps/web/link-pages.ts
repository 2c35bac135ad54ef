import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createServer, type Plugin } from 'vite';
import type * as drawing from './src/patient/draw-link-page.js';

interface ManifestPart {
  readonly file: string;
  readonly imports?: readonly string[];
}

/**
 * Draws the link page at the end of a build: `link.en.html` and `link.es.html`, with the styles inside and one small script, so that a
 * phone on a bad line shows a page with a working button after two requests.
 *
 * The server gives the styles their nonce and, by cookie, the page its text size (`data-text-size`).
 */
export function linkPages(): Plugin {
  let folder = '';
  let config: { root: string; configFile: string | undefined };
  return {
    name: 'link-pages',
    apply: 'build',
    configResolved({ root, build, configFile }) {
      folder = join(root, build.outDir);
      if (build.outDir.startsWith('/')) folder = build.outDir;
      config = { root, configFile };
    },
    async writeBundle() {
      const manifest = JSON.parse(await readFile(join(folder, '.vite', 'manifest.json'), 'utf8')) as Record<string, ManifestPart>;
      const door = manifest['src/patient/link-door.ts'];
      if (!door) throw new Error('the build has no link door');
      const scripts = [door, ...(door.imports ?? []).flatMap((key) => manifest[key] ?? [])].map(({ file }) => file);
      const frame = await readFile(join(folder, 'patient.html'), 'utf8');
      const sheets = [...frame.matchAll(/<link rel="stylesheet"[^>]*href="\/([^"]+)"/g)].map(([, file]) => file ?? '');
      const styles = await Promise.all(sheets.map((file) => readFile(join(folder, file), 'utf8')));
      for (const { language, html } of await drawn(config, join(folder, '.vite', 'drawing'))) await writeFile(join(folder, `link.${language}.html`), linkPage(frame, { language, html, scripts, sheets, styles: styles.join('') }));
    },
  };
}

/** The patient's page with its words, styles and the door's script in place of the whole client. */
function linkPage(frame: string, { language, html, scripts, sheets, styles }: { language: string; html: string; scripts: readonly string[]; sheets: readonly string[]; styles: string }): string {
  const [door, ...rest] = scripts;
  // Switched off they are never fetched; their names tell the loader of the rest that the page has its styles already.
  const known = sheets.map((file) => `<link rel="stylesheet" href="/${file}" disabled>`).join('');
  const loads = [...rest.map((file) => `<link rel="modulepreload" href="/${file}">`), `<script type="module" src="/${door}"></script>`].join('');
  return frame
    .replace(/<script[^>]*><\/script>|<link rel="(modulepreload|stylesheet)"[^>]*>/g, '')
    .replace('<html lang="en">', `<html lang="${language}" data-drawn data-face="system" data-text-size="__TEXT_SIZE__">`)
    .replace('</head>', () => `<style nonce="__CSP_NONCE__">${styles}</style>${known}${loads}</head>`)
    .replace('<div id="root"></div>', () => `<div id="root">${html}</div>`)
    .replace(/\n\s*/g, '');
}

/** `cacheDir`: a folder of this build's own, for what Vite keeps while it draws. */
async function drawn({ root, configFile }: { root: string; configFile: string | undefined }, cacheDir: string): Promise<{ language: string; html: string }[]> {
  const server = await createServer({ root, cacheDir, configFile: configFile ?? false, mode: 'drawing', server: { middlewareMode: true, hmr: false, ws: false }, appType: 'custom', optimizeDeps: { noDiscovery: true, include: [] }, logLevel: 'error' });
  try {
    const { drawLinkPages } = (await server.ssrLoadModule('/src/patient/draw-link-page.tsx')) as typeof drawing;
    return await drawLinkPages();
  } finally {
    await server.close();
    await rm(cacheDir, { recursive: true, force: true });
  }
}
