import type { Browser, BrowserContext } from 'playwright-core';
import { gateAnswers, type Invited } from './live-group.js';
import { until } from './until.js';
import { WatchedPage } from './watched-page.js';

/** A patient at a real browser, who reads and presses what a person would. */
export class PatientPage {
  private constructor(
    readonly window: WatchedPage,
    readonly invited: Invited,
  ) {}

  get seatId(): string {
    return this.invited.seatId;
  }

  static async open(browser: Browser, invited: Invited, size?: { width: number; height: number }): Promise<PatientPage> {
    return new PatientPage(await WatchedPage.open(browser, size), invited);
  }

  static async openIn(context: BrowserContext, invited: Invited): Promise<PatientPage> {
    return new PatientPage(await WatchedPage.in(context), invited);
  }

  /** From the text message to the waiting room, each step once. `devices`: what is done about them, when it is not the usual. */
  async comeToLobby({ camera = true, devices = () => this.checkDevices(camera) }: { camera?: boolean; devices?: () => Promise<void> } = {}): Promise<void> {
    await this.openLink();
    await this.enterPin();
    await this.chooseName();
    await devices();
    await this.answerGate();
    await this.window.press('I agree');
    await this.titled(/You're in the right place, /);
  }

  async openLink(): Promise<void> {
    await this.window.page.goto(this.invited.link);
    await this.window.press('Open my visit');
  }

  async enterPin(): Promise<void> {
    await this.window.page.getByLabel('Your PIN').fill(this.invited.pin);
    await this.window.press('Continue');
  }

  async checkDevices(camera = true): Promise<void> {
    await this.window.press(camera ? 'Turn on camera and microphone' : 'Use sound only');
    await this.titled('How do you look and sound?');
    await this.window.press('Continue');
  }

  async titled(title: string | RegExp): Promise<void> {
    await this.window.page.getByRole('heading', { level: 1, name: title }).waitFor();
  }

  /** Waits until this page is in the room and connected: its own tile is there and nothing is said about the connection. */
  async inRoom(seconds = 20): Promise<void> {
    await until(() => this.isInRoom(), Boolean, seconds).catch(async (late: unknown) => {
      throw new Error(`${this.invited.name} did not come in: the page says "${await this.words()}"`, { cause: late });
    });
  }

  /** What stands on the page, on one line: for the reader of a failure. */
  private async words(): Promise<string> {
    const said = await this.window.page.locator('body').innerText({ timeout: 1_000 }).catch(() => 'nothing');
    return [said.replace(/\s+/g, ' ').slice(0, 400), ...(await this.window.wrong())].join(' | ');
  }

  async isInRoom(): Promise<boolean> {
    const { page } = this.window;
    if ((await page.locator('.patient-room').count()) === 0 || (await page.locator('.rejoin').count()) > 0) return false;
    const lines = await page.locator('.room-line').allTextContents();
    return !lines.some((line) => /connecting you|takes longer|connection dropped\. We/.test(line)) && (await this.window.tiles()).length > 0;
  }

  /** When the page's media was connected last, epoch milliseconds by the page's own account; 0 before. */
  connectedAt(): Promise<number> {
    return this.window.page.evaluate(() => {
      const { performance } = globalThis as unknown as { performance: { timeOrigin: number; getEntriesByName(name: string): { startTime: number }[] } };
      const last = performance.getEntriesByName('sw:media-connected').at(-1);
      return last ? performance.timeOrigin + last.startTime : 0;
    });
  }

  async leave(): Promise<void> {
    await this.window.press('Leave');
    await this.window.press('Leave the group');
    await this.titled('Thank you for coming.');
  }

  /** On a page that says that the visit is open somewhere else. */
  async useHere(): Promise<void> {
    await this.titled('Your visit is open somewhere else.');
    await this.window.press('Use it here');
  }

  private async chooseName(): Promise<void> {
    await this.window.page.getByLabel('Name for the group').fill(this.invited.name);
    await this.window.press('Continue');
  }

  private async answerGate(): Promise<void> {
    const { page } = this.window;
    const { address, callbackPhone, emergencyName, emergencyPhone } = this.invited.gate ?? gateAnswers;
    await page.getByText('At home', { exact: true }).click();
    await page.getByLabel('Street and town').fill(address);
    for (const question of [/same state/, /Are you alone/]) await page.getByRole('group', { name: question }).getByText('Yes', { exact: true }).click();
    await page.getByLabel('Your phone number').fill(callbackPhone);
    await page.getByLabel('Their name').fill(emergencyName);
    await page.getByLabel('Their phone number').fill(emergencyPhone);
    await this.window.press('Continue');
  }
}
