import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Browser } from 'playwright-core';

const always = [
  // Tests run as root in containers, where the sandbox cannot be had.
  '--no-sandbox',
  '--disable-dev-shm-usage',
  '--mute-audio',
  '--autoplay-policy=no-user-gesture-required',
  // Loopback candidates by address, so that media needs no multicast DNS.
  '--disable-features=WebRtcHideLocalIpsWithMdns',
  // Pages in the background keep their pace: all but one of a group are.
  '--disable-background-timer-throttling',
  '--disable-backgrounding-occluded-windows',
  '--disable-renderer-backgrounding',
];

/**
 * `works`: three microphones, one camera at 10 frames a second, and no question asked. `asked`: the same devices, refused unless the
 * context's permissions allow them. `missing`: allowed, but this computer has neither.
 */
type Devices = 'works' | 'asked' | 'missing';

const byDevices: Readonly<Record<Devices, readonly string[]>> = {
  works: ['--use-fake-ui-for-media-stream', '--use-fake-device-for-media-stream=fps=10'],
  asked: ['--use-fake-device-for-media-stream=fps=10'],
  missing: ['--use-fake-ui-for-media-stream'],
};

interface Wish {
  readonly devices?: Devices;
  readonly flags?: readonly string[];
}

/** One Chromium of CHROMIUM_BIN. `flags`: what a test needs besides, e.g. a file as camera. The caller closes it. */
export async function launchChromium(wish: Wish = {}): Promise<Browser> {
  return chromium.launch(optionsOf(wish));
}

/** A browser that may be frozen and killed, with all of its processes. */
export interface MortalBrowser {
  readonly browser: Browser;
  freeze(): void;
  thaw(): void;
  /** As a crash does: nobody is told but by the kernel, which closes its sockets. */
  kill(): Promise<void>;
  close(): Promise<void>;
}

/** The same Chromium, held by its processes. */
export async function launchMortal(wish: Wish = {}): Promise<MortalBrowser> {
  // A browser that is killed cannot take its own files away.
  const folder = mkdtempSync(join(tmpdir(), 'stepwell-browser-'));
  const server = await chromium.launchServer({ ...optionsOf(wish), env: { ...process.env, TMPDIR: folder } });
  const child = server.process();
  // Playwright makes it the leader of a process group.
  const signal = (name: NodeJS.Signals): void => void process.kill(-child.pid!, name);
  const isGone = (): boolean => child.exitCode !== null || child.signalCode !== null;
  return {
    browser: await chromium.connect(server.wsEndpoint()),
    freeze: () => signal('SIGSTOP'),
    thaw: () => signal('SIGCONT'),
    async kill() {
      const gone = once(child, 'exit');
      signal('SIGKILL');
      await gone;
    },
    async close() {
      if (!isGone()) {
        signal('SIGCONT');
        await server.close();
      }
      rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
    },
  };
}

function optionsOf({ devices = 'works', flags = [] }: Wish) {
  const executablePath = process.env.CHROMIUM_BIN;
  if (!executablePath) throw new Error('CHROMIUM_BIN: the live tests need a Chromium; `npm run test:live` finds one');
  return { executablePath, headless: true, args: [...always, ...byDevices[devices], ...flags] };
}
