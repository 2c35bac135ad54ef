import react from '@vitejs/plugin-react';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/**
 * Two pages: `patient.html` (links and visits) and `staff.html`. `--mode gallery` builds the gallery of screen states instead, for tests
 * and development; nothing of it is in the production build.
 *
 * The libs are found by alias, not by the `source` condition: react-aria publishes its own sources under that name.
 */
export default defineConfig(({ mode }) => ({
  root: here('.'),
  base: '/',
  plugins: [react()],
  resolve: {
    alias: {
      '#contracts/routes': here('../../libs/contracts/src/routes.ts'),
      '#kernel': here('../../libs/kernel/src/index.ts'),
    },
  },
  build: {
    outDir: here(mode === 'gallery' ? '../../dist/apps/web-gallery' : '../../dist/apps/web'),
    emptyOutDir: true,
    manifest: true,
    // An inlined font or picture would need `data:` in the policy; a polyfill would be bytes for browsers without WebRTC.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    target: ['es2022', 'chrome107', 'safari16', 'firefox104'],
    rolldownOptions: { input: mode === 'gallery' ? [here('gallery.html')] : [here('patient.html'), here('staff.html')] },
  },
  server: { proxy: { '/api': 'http://127.0.0.1:3000', '/socket.io': { target: 'http://127.0.0.1:3000', ws: true }, '/rtc': { target: 'http://127.0.0.1:3000', ws: true } } },
}));
