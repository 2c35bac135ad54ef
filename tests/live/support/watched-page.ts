import type { Browser, BrowserContext, Page } from 'playwright-core';

/** Decoded frames of each picture on the screen, by the seat of its tile. */
export type Frames = Readonly<Record<string, number>>;

/** Pages say themselves what went wrong in them. */
interface Complaints {
  readonly complaints?: string[];
}

/**
 * Refusals that a page asks for, and which the browser itself notes as errors: whether somebody is signed in, before the sign-in; and a way
 * back in, when the media ended with the group and the page hears of the end only by this answer.
 */
const answers = [
  { status: '401', path: /\/api\/v1\/me$/ },
  { status: '410', path: /\/(room|host)-pass$/ },
] as const;

function isAnswer(text: string, url: string): boolean {
  return answers.some(({ status, path }) => text.includes(`status of ${status}`) && path.test(url));
}

/** One person's browser window: a profile of its own and a page that is watched for everything that should not be. */
export class WatchedPage {
  private readonly faults: string[] = [];

  private constructor(
    readonly context: BrowserContext,
    readonly page: Page,
  ) {
    page.on('console', (message) => {
      const { url } = message.location();
      if (message.type() === 'error' && !isAnswer(message.text(), url)) this.faults.push(`console: ${message.text()} ${new URL(url || 'about:blank').pathname}`);
    });
    page.on('pageerror', (error) => this.faults.push(`page: ${error.message}`));
  }

  static async open(browser: Browser, size = { width: 1366, height: 768 }): Promise<WatchedPage> {
    const context = await browser.newContext({ viewport: size, locale: 'en-US' });
    return WatchedPage.in(context);
  }

  /** Another tab of the same browser profile. */
  static async in(context: BrowserContext): Promise<WatchedPage> {
    const page = await context.newPage();
    page.setDefaultTimeout(20_000);
    await page.addInitScript(() => {
      const world = globalThis as unknown as { complaints: string[]; addEventListener: (name: string, listener: (event: { violatedDirective: string; blockedURI: string }) => void) => void };
      world.complaints = [];
      world.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) => void world.complaints.push(`csp: ${violatedDirective} ${blockedURI}`));
    });
    return new WatchedPage(context, page);
  }

  /** What went wrong in this page so far: console errors, thrown errors, violations of the content security policy. */
  async wrong(): Promise<string[]> {
    const told = await this.page.evaluate(() => (globalThis as Complaints).complaints ?? []).catch(() => []);
    return [...this.faults, ...told];
  }

  /** The heading of the page, or of the room. */
  async title(): Promise<string> {
    return (await this.page.locator('h1').first().textContent({ timeout: 1_000 }).catch(() => '')) ?? '';
  }

  async press(name: string | RegExp): Promise<void> {
    await this.page.getByRole('button', { name }).first().click();
  }

  /** Decoded frames of every tile that is on the screen, one's own included. */
  frames(): Promise<Frames> {
    return this.page.evaluate(() => {
      interface Video {
        getVideoPlaybackQuality(): { totalVideoFrames: number };
        closest(selector: string): { getAttribute(name: string): string } | null;
      }
      const { document } = globalThis as unknown as { document: { querySelectorAll(selector: string): Iterable<Video> } };
      return Object.fromEntries([...document.querySelectorAll('.tile video')].map((video) => [video.closest('.tile')?.getAttribute('data-seat') ?? '', video.getVideoPlaybackQuality().totalVideoFrames]));
    });
  }

  /** Seats of all tiles on the screen, with or without a picture. */
  tiles(): Promise<string[]> {
    return this.page.locator('.tile').evaluateAll((tiles) => tiles.map((tile) => (tile as unknown as { getAttribute(name: string): string }).getAttribute('data-seat')));
  }
}
