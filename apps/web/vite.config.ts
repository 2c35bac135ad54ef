import react from '@vitejs/plugin-react';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';
import { linkPages } from './link-pages.js';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** What the button of the drawn link page needs: a call, and the way to load the rest. */
const door = /src\/(patient\/(link-door|early-acts|arrival)|api\/(call|call-error|reachability))\.ts$|contracts\/src\/(routes|paths|visit-paths)\.ts$|vite\/preload-helper|rolldown\/runtime/;
const firstNeeded =
  /node_modules\/(react|react-dom|scheduler)\/|src\/(i18n\/[a-z0-9-]+|api\/use-live|ui\/(button|icon|icon-paths|notice|field-error|error-words|heading|offline-strip|skeleton|text-size|device-choice|choices|rich|use-slow)|patient\/(page|settings|room-chunk|journey-state|media\/(can-meet|media-problem)|screens\/link-screens))\.tsx?$/;

/**
 * Two pages: `patient.html` (links and visits) and `staff.html`. `--mode gallery` builds the gallery of screen states instead, for tests
 * and development; nothing of it is in the production build.
 *
 * The libs are found by alias, not by the `source` condition: react-aria publishes its own sources under that name.
 */
export default defineConfig(({ mode }) => ({
  root: here('.'),
  base: '/',
  plugins: [react(), ...(mode === 'production' ? [linkPages()] : [])],
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
    rolldownOptions: {
      input: mode === 'gallery' ? [here('gallery.html')] : [here('patient.html'), here('staff.html'), here('src/patient/link-door.ts')],
      // What every first screen needs travels as one piece: a dozen small ones compress worse and cost a request each.
      output: { codeSplitting: { groups: [{ name: 'door', test: door, priority: 2 }, { name: 'base', test: firstNeeded, priority: 1 }] } },
    },
  },
  server: { proxy: { '/api': 'http://127.0.0.1:3000', '/socket.io': { target: 'http://127.0.0.1:3000', ws: true }, '/rtc': { target: 'http://127.0.0.1:3000', ws: true } } },
}));
