import { chromium } from 'playwright-core';

const flags = [
  // Benchmarks run as root in containers, where the sandbox cannot be had.
  '--no-sandbox',
  '--disable-dev-shm-usage',
  '--mute-audio',
  '--autoplay-policy=no-user-gesture-required',
  '--use-fake-ui-for-media-stream',
  '--use-fake-device-for-media-stream=fps=20',
  // Loopback candidates by address, so that media needs no multicast DNS.
  '--disable-features=WebRtcHideLocalIpsWithMdns',
  // Pages in the background keep their pace: all but one are.
  '--disable-background-timer-throttling',
  '--disable-backgrounding-occluded-windows',
  '--disable-renderer-backgrounding',
];

/** A real browser with a made-up camera and microphone. The caller closes it. @param {string} program */
export function launchChromium(program) {
  return chromium.launch({ executablePath: program, headless: true, args: flags });
}

/** A person's window: a profile of its own. @param {import('playwright-core').Browser} browser */
export async function openWindow(browser, size = { width: 1280, height: 720 }, options = {}) {
  const context = await browser.newContext({ viewport: size, locale: 'en-US', ...options });
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  return page;
}
