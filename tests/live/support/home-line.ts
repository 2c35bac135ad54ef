import type { Browser, BrowserContext, Page } from 'playwright-core';
import type { LiveClinic } from './live-clinic.js';
import { mediaByRelay, mediaPorts } from './media-by-relay.js';
import { SilentTcp } from './silent-tcp.js';
import { SilentUdp } from './silent-udp.js';

/** One person's line to the internet, which carries all that their browser sends and hears: pages, sockets, signalling and media. */
export class HomeLine {
  private constructor(
    private readonly sockets: SilentTcp,
    readonly media: SilentUdp,
  ) {}

  static async open(clinic: LiveClinic): Promise<HomeLine> {
    return new HomeLine(await SilentTcp.open(), await SilentUdp.open(clinic.livekit.mediaPort));
  }

  /** A browser profile that has no other way out than this line. */
  async profile(browser: Browser): Promise<BrowserContext> {
    const context = await browser.newContext({ viewport: { width: 1366, height: 768 }, locale: 'en-US', proxy: { server: `socks5://127.0.0.1:${this.sockets.port}` } });
    await context.addInitScript(mediaByRelay, this.media.port);
    return context;
  }

  /** Whether the page has media now, and this line carries all of it. */
  async carriesMediaOf(page: Page): Promise<boolean> {
    const ports = await page.evaluate(mediaPorts);
    return ports.length > 0 && ports.every((port) => port === this.media.port);
  }

  /** Nothing comes through any more, either way, and nobody is told. */
  cut(): void {
    this.sockets.cut();
    this.media.cut();
  }

  mend(): void {
    this.sockets.mend();
    this.media.mend();
  }

  async close(): Promise<void> {
    this.media.close();
    await this.sockets.close();
  }
}
