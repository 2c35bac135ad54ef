import type { Browser } from 'playwright-core';
import { launchChromium, launchMortal, type MortalBrowser } from './support/chromium.js';
import { grows } from './support/grows.js';
import { HostDesk } from './support/host-desk.js';
import { LiveClinic } from './support/live-clinic.js';
import { LiveGroup } from './support/live-group.js';
import { PatientPage } from './support/patient-page.js';
import { RtcPeople } from './support/rtc-people.js';
import { until } from './support/until.js';

/** Nobody is shown to the group against their will: told in order, with one who looks on and counts the frames that reach them. */
const browsers: Browser[] = [];
/** The one that dies. */
let mortal: MortalBrowser;
let clinic: LiveClinic;
let media: RtcPeople;
let group: LiveGroup;
let host: HostDesk;
/** Looks on. */
let witness: PatientPage;
let ana: PatientPage;
/** Closes the page at the beginning; by the end of the others' stories that is a leave. */
let dee: PatientPage;

beforeAll(async () => {
  clinic = await LiveClinic.start();
  media = RtcPeople.start();
  const clinician = await clinic.clinician('Dr. Amara Field');
  group = await LiveGroup.planned(clinic, [clinician]);
  host = await new HostDesk(group, clinician).signIn();
  await host.goIn(media);
  witness = await PatientPage.open(await launched(), await group.invite('Wim'));
  await witness.comeToLobby({ camera: false });
  ana = await PatientPage.open(await launched(), await group.invite('Ana'));
  await ana.comeToLobby();
  dee = await PatientPage.open(ana.window.context.browser()!, await group.invite('Dee'));
  await dee.comeToLobby();
  await until(() => host.snapshot(), ({ session }) => session.hostInside);
  await host.act('seats.admit-expected', {});
  await Promise.all([witness.inRoom(), ana.inRoom(), dee.inRoom()]);
}, 120_000);

afterAll(async () => {
  host?.close();
  for (const browser of browsers) await browser.close();
  await mortal?.close();
  await media?.stop();
  await clinic?.stop();
});

async function launched(): Promise<Browser> {
  const browser = await launchChromium();
  browsers.push(browser);
  return browser;
}

const framesOf = async (page: PatientPage): Promise<number> => (await witness.window.frames())[page.seatId] ?? 0;
const seen = (page: PatientPage) => grows(() => framesOf(page));
const stateOf = async (page: PatientPage) => (await host.row(page.seatId)).state;

/** Not one frame of theirs reaches the witness for five seconds. */
async function isDark(page: PatientPage): Promise<void> {
  await until(() => framesOf(page), (frames) => frames === 0);
  const began = Date.now();
  await until(async () => {
    expect(await framesOf(page)).toBe(0);
    return Date.now() - began;
  }, (ms) => ms > 5_000, 10);
}

it('is seen while the camera is on', () => seen(ana), 30_000);

it('closes the page: staff read that the connection dropped', async () => {
  await dee.window.page.close();
  await until(() => stateOf(dee), (state) => state === 'dropped', 40);
}, 60_000);

it('stops the camera and loads the page again: back in the room, dark until the press', async () => {
  await ana.window.press('Stop camera');
  await isDark(ana);
  await ana.window.page.reload();
  await ana.inRoom();
  await isDark(ana);
  await ana.window.press('Start camera');
  await seen(ana);
}, 90_000);

it('takes a break and loads the page again: still on the break, as staff read too, until "I\'m back"', async () => {
  await ana.window.press('Leave');
  await ana.window.press('Take a short break');
  await until(() => host.row(ana.seatId), ({ onBreak }) => onBreak);
  await ana.window.page.reload();
  await ana.inRoom();
  await ana.window.page.getByText("You're on a break.").waitFor();
  await isDark(ana);
  expect(await host.row(ana.seatId)).toMatchObject({ state: 'in', onBreak: true });
}, 90_000);

it('opens a second device in the break, and turns the camera on for a look at oneself: dark for the group until "I\'m back"', async () => {
  mortal = await launchMortal();
  const phone = await PatientPage.open(mortal.browser, ana.invited, { width: 390, height: 844 });
  await phone.openLink();
  await phone.enterPin();
  await phone.checkDevices();
  await phone.useHere();
  await phone.inRoom();
  await isDark(phone);
  await phone.window.press("I'm back");
  await seen(phone);
  await until(() => host.row(phone.seatId), ({ onBreak }) => !onBreak);
  ana = phone;
}, 90_000);

it('stops the camera, and the browser is killed: another one shows nothing that was not pressed there', async () => {
  await ana.window.press('Stop camera');
  await isDark(ana);
  await mortal.kill();
  await until(() => stateOf(ana), (state) => state === 'dropped', 40);
  const next = await PatientPage.open(await launched(), ana.invited);
  await next.openLink();
  await next.enterPin();
  await next.checkDevices(false);
  await next.inRoom();
  await isDark(next);
  await next.window.press('Start camera');
  await seen(next);
  ana = next;
}, 120_000);

it('leaves: a reload, Back and Forward, and another tab show that, and nothing else happens; the host reads "left"', async () => {
  const { page, context } = ana.window;
  await ana.leave();
  await until(() => stateOf(ana), (state) => state === 'left');
  const stays = async (where: PatientPage): Promise<void> => {
    await where.titled('You left the group.');
    await isDark(where);
    expect(await stateOf(where)).toBe('left');
  };
  await page.reload();
  await stays(ana);
  await page.goto(`${clinic.origin}/health/live`);
  await page.goBack();
  await stays(ana);
  const tab = await PatientPage.openIn(context, ana.invited);
  await tab.window.page.goto(`${clinic.origin}/visit/${ana.seatId}`);
  await stays(tab);
  await tab.window.page.close();
}, 120_000);

it('comes back by a press', async () => {
  await ana.window.press('Go back to the group');
  await ana.inRoom();
  await until(() => stateOf(ana), (state) => state === 'in');
  await seen(ana);
}, 60_000);

it('stayed away for so long that it counts as left: the restored tab asks first', async () => {
  await until(() => stateOf(dee), (state) => state === 'left', 120);
  const restored = await PatientPage.openIn(dee.window.context, dee.invited);
  await restored.window.page.goto(`${clinic.origin}/visit/${dee.seatId}`);
  await restored.titled('You left the group.');
  await isDark(restored);
  expect(await stateOf(restored)).toBe('left');
}, 180_000);

it('only listens, without any device: a reload goes straight back in', async () => {
  const browser = await launchChromium({ devices: 'missing', flags: ['--autoplay-policy=document-user-activation-required'] });
  browsers.push(browser);
  const bo = await PatientPage.open(browser, await group.invite('Bo'));
  await bo.comeToLobby({
    devices: async () => {
      await bo.window.press('Turn on camera and microphone');
      await bo.window.press('Join and only listen');
    },
  });
  await host.act('seat.admit', { seatId: bo.seatId });
  await bo.inRoom();
  await bo.window.page.reload();
  await bo.inRoom();
  await until(() => stateOf(bo), (state) => state === 'in');
  expect(await bo.window.wrong()).toEqual([]);
}, 90_000);

it('closes the page in the lobby: staff read since when, and "admit all" leaves them there', async () => {
  const cy = await PatientPage.open(await launched(), await group.invite('Cy'));
  await cy.comeToLobby({ camera: false });
  await cy.window.page.close();
  await until(() => host.row(cy.seatId), ({ pageGoneAt }) => pageGoneAt !== null);
  expect(await host.act('seats.admit-expected', {})).toEqual({ admitted: 0 });
  expect(await stateOf(cy)).toBe('waiting');
}, 60_000);
