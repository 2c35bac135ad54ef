const gate = { address: '100 Example Street, Sacramento', callbackPhone: '916 555 0100', emergencyName: 'Example Kin', emergencyPhone: '916 555 0101' };

/** A clinician in the group room, by the real pages. */
export class HostPage {
  /** @param {import('playwright-core').Page} page */
  constructor(page) {
    this.page = page;
  }

  /** Sign-in, today, own devices, the room. @param {string} origin @param {{ email: string, password: string }} signIn */
  async openRoom(origin, { email, password }) {
    const { page } = this;
    await page.addInitScript(() => {
      const noteAdmit = (event) => event.target.closest?.('button')?.getAttribute('aria-label')?.startsWith('Admit') && (globalThis.admitClickedAt = performance.timeOrigin + event.timeStamp);
      addEventListener('click', noteAdmit, true);
    });
    await page.goto(`${origin}/staff`);
    await page.getByLabel('E-mail').fill(email);
    await page.getByLabel('Password').fill(password);
    await this.#press('Sign in');
    await page.getByRole('link', { name: 'Open the room' }).click();
    // Who enters before the camera is open enters without it.
    await page.locator('.host-check video').waitFor();
    await this.#press('Enter the room');
    await page.getByRole('complementary', { name: 'People of this group' }).waitFor();
    await page.locator('.tile video').first().waitFor();
  }

  admitButton(name) {
    return this.page.getByRole('button', { name: `Admit ${name}` });
  }

  /** Presses Admit; returns when the press arrived in the page, wall clock in ms. @param {string} name */
  async admit(name) {
    await this.admitButton(name).click();
    return this.page.evaluate(() => globalThis.admitClickedAt);
  }

  async sendBackToLobby(name) {
    await this.page.getByRole('button', { name: `More for ${name}` }).click();
    await this.page.getByRole('menuitem', { name: 'Back to the waiting room' }).click();
    await this.admitButton(name).waitFor();
  }

  #press(name) {
    return this.page.getByRole('button', { name }).first().click();
  }
}

/** A patient by the real pages, from the link to the waiting room and on into the room. */
export class PatientPage {
  /** Every message of the live session that this page got: when, wall clock in ms. @type {{ at: number, text: string }[]} */
  heard = [];

  /** @param {import('playwright-core').Page} page */
  constructor(page) {
    this.page = page;
    page.on('websocket', (socket) => {
      if (!socket.url().includes('/socket.io/')) return;
      socket.on('framereceived', ({ payload }) => String(payload).startsWith('42') && this.heard.push({ at: performance.timeOrigin + performance.now(), text: String(payload) }));
    });
  }

  /** @param {{ name: string, url: string, pin: string }} link */
  async comeToLobby({ name, url, pin }) {
    const { page } = this;
    await page.goto(url);
    await this.#press('Open my visit');
    await page.getByLabel('Your PIN').fill(pin);
    await this.#press('Continue');
    await page.getByLabel('Name for the group').fill(name);
    await this.#press('Continue');
    await this.#press('Turn on camera and microphone');
    await page.getByRole('heading', { level: 1, name: 'How do you look and sound?' }).waitFor();
    await this.#press('Continue');
    await this.#answerGate();
    await this.#press('I agree');
    await this.inLobby();
  }

  async inLobby() {
    await this.page.getByRole('heading', { level: 1, name: /You're in the right place/ }).waitFor();
  }

  forgetMarks() {
    this.heard.length = 0;
    return this.page.evaluate(() => performance.clearMarks());
  }

  /** The points of the join on the wall clock, ms, once the first frame of somebody else was shown. */
  async joinPoints() {
    await this.page.waitForFunction(() => performance.getEntriesByName('sw:first-frame').length > 0, undefined, { polling: 100 });
    return this.page.evaluate(() => {
      const at = (point) => performance.timeOrigin + (performance.getEntriesByName(`sw:${point}`).at(-1)?.startTime ?? Number.NaN);
      return { push: at('push-received'), signal: at('signal-connected'), media: at('media-connected'), frame: at('first-frame') };
    });
  }

  async #answerGate() {
    const { page } = this;
    await page.getByText('At home', { exact: true }).click();
    await page.getByLabel('Street and town').fill(gate.address);
    for (const question of [/same state/, /Are you alone/]) await page.getByRole('group', { name: question }).getByText('Yes', { exact: true }).click();
    await page.getByLabel('Your phone number').fill(gate.callbackPhone);
    await page.getByLabel('Their name').fill(gate.emergencyName);
    await page.getByLabel('Their phone number').fill(gate.emergencyPhone);
    await this.#press('Continue');
  }

  #press(name) {
    return this.page.getByRole('button', { name }).first().click();
  }
}

/** The way to the waiting room for a page that is not ours, by the same calls. @param {import('playwright-core').Page} page a page of this origin */
export function walkToLobby(page, { name, url, pin }) {
  const answers = { ...gate, place: 'home', inState: true, alone: true, driving: false };
  return page.evaluate(
    async ({ token, code, shownName, given }) => {
      const post = async (path, body) => {
        const response = await fetch(`/api/v1${path}`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
        const answer = await response.json();
        if (!response.ok) throw new Error(`${path.split('/').at(-1)}: ${answer.code}`);
        return answer;
      };
      const { seatId } = await post('/links/redeem', { token });
      const visit = (step, body) => post(`/visits/${seatId}/${step}`, body);
      await visit('pin', { pin: code, ownDevice: true });
      await visit('name', { shownName });
      const { agreement } = await visit('gate', given);
      if (agreement) await visit('agreement', { agreementId: agreement.id });
      await visit('lobby', {});
      return seatId;
    },
    { token: new URL(url).hash.slice(1), code: pin, shownName: name, given: answers },
  );
}
