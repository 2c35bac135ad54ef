import type { Browser, Locator } from 'playwright-core';
import { password, type Host, type LiveClinic } from './live-clinic.js';
import { WatchedPage } from './watched-page.js';

/** A clinician at a real browser. */
export class HostPage {
  private constructor(
    readonly window: WatchedPage,
    private readonly host: Host,
  ) {}

  /** permissions: for a browser that asks before it gives a device. */
  static async open(browser: Browser, host: Host, permissions: readonly string[] = []): Promise<HostPage> {
    const window = await WatchedPage.open(browser);
    if (permissions.length > 0) await window.context.grantPermissions([...permissions]);
    return new HostPage(window, host);
  }

  /** Sign-in, today, own devices, the room. */
  async openRoom(clinic: LiveClinic): Promise<void> {
    const { page } = this.window;
    await page.goto(`${clinic.origin}/staff`);
    await page.getByLabel('E-mail').fill(this.host.email);
    await page.getByLabel('Password').fill(password);
    await this.window.press('Sign in');
    await this.window.page.getByRole('link', { name: 'Open the room' }).click();
    await this.window.press('Enter the room');
    await this.roster().waitFor();
  }

  roster(): Locator {
    return this.window.page.getByRole('complementary', { name: 'People of this group' });
  }

  /** The names under one heading of the roster, in order. */
  async under(heading: string): Promise<string[]> {
    const group = this.roster().locator('section').filter({ has: this.window.page.getByRole('heading', { name: heading }) });
    return (await group.locator('li b').allTextContents()).map((name) => name.trim());
  }

  admit(name: string): Promise<void> {
    return this.window.press(`Admit ${name}`);
  }

  admitAll(): Promise<void> {
    return this.window.press(/^Admit all \d+ expected$/);
  }

  /** An entry of the menu of one person. */
  async choose(name: string, entry: string): Promise<void> {
    await this.window.press(`More for ${name}`);
    await this.window.page.getByRole('menuitem', { name: entry }).click();
  }

  async endForAll(): Promise<void> {
    await this.window.press('End group');
    await this.window.press('End for everyone');
  }
}
