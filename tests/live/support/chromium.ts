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

/** One Chromium of CHROMIUM_BIN. `flags`: what a test needs besides, e.g. a file as camera. The caller closes it. */
export async function launchChromium({ devices = 'works', flags = [] }: { devices?: Devices; flags?: readonly string[] } = {}): Promise<Browser> {
  const executablePath = process.env.CHROMIUM_BIN;
  if (!executablePath) throw new Error('CHROMIUM_BIN: the live tests need a Chromium; `npm run test:live` finds one');
  return chromium.launch({ executablePath, headless: true, args: [...always, ...byDevices[devices], ...flags] });
}
