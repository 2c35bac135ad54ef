import type { Browser } from 'playwright-core';
import type { SimulatedPatient } from '../../apps/clinic/src/demo/people/simulated-patient.js';
import { launchChromium } from './support/chromium.js';
import { HostPage } from './support/host-page.js';
import { Keyboard } from './support/keyboard.js';
import { LiveClinic, password, type Host } from './support/live-clinic.js';
import { gateAnswers, LiveGroup } from './support/live-group.js';
import { PatientPage } from './support/patient-page.js';
import { RtcPeople } from './support/rtc-people.js';
import { until } from './support/until.js';

/** A whole group without a mouse or a finger: the clinician and two patients, one of them at a small screen, press keys only. Told in order. */
let clinic: LiveClinic;
let media: RtcPeople;
let browser: Browser;
let group: LiveGroup;
let clinician: Host;
let host: HostPage;
let hostKeys: Keyboard;
let jun: SimulatedPatient;
let coop: SimulatedPatient;
const patients = new Map<string, { page: PatientPage; keys: Keyboard }>();

beforeAll(async () => {
  clinic = await LiveClinic.start();
  media = RtcPeople.start();
  browser = await launchChromium();
  clinician = await clinic.clinician('Dr. Amara Field');
  group = await LiveGroup.planned(clinic, [clinician]);
  host = await HostPage.open(browser, clinician);
  hostKeys = await Keyboard.at(host.window.page);
  jun = await group.simulated(media, 'Jun');
}, 120_000);

afterAll(async () => {
  await browser?.close();
  await media?.stop();
  await clinic?.stop();
});

it('the clinician signs in, checks camera and microphone, and enters the room', async () => {
  await host.window.page.goto(`${clinic.origin}/staff`);
  await hostKeys.type('E-mail', clinician.email);
  await hostKeys.type('Password', password);
  await hostKeys.key('Enter');
  await hostKeys.landsOn('heading', 'Today');
  await hostKeys.press('link', 'Open the room');
  await hostKeys.landsOn('heading', 'Evening group');
  await hostKeys.press('button', 'Enter the room');
  await host.roster().waitFor();
  await hostKeys.landsOn('heading', 'Evening group');
}, 60_000);

it.each([
  ['Ana', 'a computer', { width: 1366, height: 768 }],
  ['Bea', 'a phone', { width: 390, height: 844 }],
])('%s comes from the link to the waiting room at %s', async (name, _where, size) => {
  const page = await PatientPage.open(browser, await group.invite(name), size);
  const keys = await Keyboard.at(page.window.page);
  patients.set(name, { page, keys });
  await page.window.page.goto(page.invited.link);
  await keys.press('button', 'Open my visit');
  await keys.landsOn('heading', 'Is this you?');
  await keys.type('Your PIN', page.invited.pin);
  await keys.key('Enter');
  await keys.landsOn('heading', 'What should the group call you?');
  await keys.type('Name for the group', name);
  await keys.press('button', 'Continue');
  await checkDevices(keys, page);
  await answerQuestions(keys);
  await keys.landsOn('heading', 'How we treat each other');
  await keys.press('button', 'I agree');
  await keys.landsOn('heading', `You're in the right place, ${name}.`);
}, 60_000);

async function checkDevices(keys: Keyboard, { window }: PatientPage): Promise<void> {
  await keys.landsOn('heading', 'Camera and microphone');
  await keys.press('button', 'Turn on camera and microphone', 'Space');
  await keys.landsOn('heading', 'How do you look and sound?');
  await keys.press('button', 'Devices');
  await keys.landsOn('heading', 'Devices');
  await keys.tabTo('combobox', 'Camera');
  await keys.tabTo('combobox', 'Microphone');
  const microphone = () => window.page.getByLabel('Microphone').inputValue();
  const first = await microphone();
  await keys.key('ArrowDown');
  await until(microphone, (chosen) => chosen !== first);
  await keys.key('Escape');
  await keys.landsOn('button', 'Devices');
  await keys.press('button', 'Continue');
}

/** Goes on too early first, and is brought to the first open question. */
async function answerQuestions(keys: Keyboard): Promise<void> {
  await keys.landsOn('heading', 'Where are you right now?');
  await keys.press('button', 'Continue');
  await keys.landsOn('radio', 'At home');
  await keys.pick('I am', 'At home', 'At work or school');
  await keys.type('Street and town', gateAnswers.address);
  await keys.pick(/same state/, 'Yes');
  await keys.pick(/Are you alone/, 'Yes');
  await keys.type('Your phone number', gateAnswers.callbackPhone);
  await keys.type('Their name', gateAnswers.emergencyName);
  await keys.type('Their phone number', gateAnswers.emergencyPhone);
  await keys.key('Enter');
}

it('the clinician lets one wait with a message, lets one in, then all who are expected', async () => {
  await until(() => host.under('Waiting'), (names) => names.join() === 'Jun,Ana,Bea');
  await hostKeys.choose('More for Jun', "Hold: You'll be let in soon");
  await hostKeys.landsOn('button', 'More for Jun');
  await until(() => jun.step, (step) => step === 'held');
  await hostKeys.press('button', 'Admit Ana');
  await patients.get('Ana')!.page.inRoom();
  coop = await group.simulated(media, 'Coop');
  await hostKeys.press('button', 'Admit all 2 expected');
  await patients.get('Bea')!.page.inRoom();
  await until(() => coop.step, (step) => step === 'in');
  await hostKeys.press('button', 'Admit Jun');
  await until(() => jun.step, (step) => step === 'in');
}, 60_000);

it.each(['Ana', 'Bea'])('%s speaks, shows themself, asks for help, and stands where they stood', async (name) => {
  const { page, keys } = patients.get(name)!;
  await keys.landsOn('heading', 'Evening group');
  for (const [before, after] of [['Unmute', 'Mute'], ['Mute', 'Unmute'], ['Stop camera', 'Start camera'], ['Start camera', 'Stop camera']] as const) {
    await keys.press('button', before, 'Space');
    await keys.landsOn('button', after);
  }
  await until(() => page.window.frames(), (frames) => (frames[page.seatId] ?? 0) >= 10);
  await keys.press('button', 'Help');
  await keys.landsOn('heading', 'Help');
  await keys.press('button', 'Ask staff to talk to me');
  await page.window.page.getByText('Staff have your message.').waitFor();
  await keys.key('Escape');
  await keys.landsOn('button', 'Help');
}, 60_000);

it('the clinician sees who asked, mutes one, thinks twice about a removal, and removes', async () => {
  await until(() => host.under('Needs you'), (names) => names.join() === 'Ana,Bea');
  for (const left of [1, 0]) {
    await hostKeys.press('button', "I've seen this");
    await until(() => host.under('Needs you'), ({ length }) => length === left);
  }
  await hostKeys.choose('More for Jun', 'Mute');
  await hostKeys.landsOn('button', 'More for Jun');
  await until(() => media.person(jun.identity!), ({ microphoneMuted }) => microphoneMuted === true);
  await hostKeys.choose('More for Jun', 'Remove…');
  await hostKeys.landsOn('heading', 'Remove Jun?');
  await hostKeys.staysInDialog();
  await hostKeys.key('Escape');
  await hostKeys.landsOn('button', 'More for Jun');
  expect(jun.step).toBe('in');
  await hostKeys.choose('More for Jun', 'Remove…');
  await hostKeys.pick('Reason, for the record', 'Disrupted the group', 'Not in a private place');
  await hostKeys.pick('Today', 'May come back through the waiting room');
  await hostKeys.press('button', 'Remove');
  await until(() => jun.step, (step) => step === 'removed');
}, 60_000);

it.each(['Ana', 'Bea'])('%s leaves, and reads the goodbye', async (name) => {
  const { keys } = patients.get(name)!;
  await keys.press('button', 'Leave');
  await keys.landsOn('heading', 'Leave the group?');
  await keys.staysInDialog();
  await keys.press('button', 'Leave the group');
  await keys.landsOn('heading', 'Thank you for coming.');
  await keys.tabTo('button', 'Go back to the group');
}, 60_000);

it('the clinician ends the group and reads what an hour in the attendance rests on', async () => {
  await hostKeys.press('button', 'End group');
  await hostKeys.landsOn('heading', 'End the group?');
  await hostKeys.staysInDialog();
  await hostKeys.key('Escape');
  await hostKeys.landsOn('button', 'End group');
  await hostKeys.key('Enter');
  await hostKeys.press('button', 'End for everyone');
  await until(() => coop.step, (step) => step === 'ended');
  await hostKeys.landsOn('heading', 'Evening group');
  await hostKeys.press('link', 'See the attendance');
  await hostKeys.landsOn('heading', 'Evening group');
  await hostKeys.press('button', / in$/);
  await hostKeys.landsOn('heading', / in$/);
  await host.window.page.getByRole('dialog').getByText('LiveKit', { exact: true }).first().waitFor();
  await hostKeys.key('Escape');
  await hostKeys.landsOn('button', / in$/);
}, 60_000);

it('no page complained', async () => {
  const pages = [host, ...[...patients.values()].map(({ page }) => page)];
  expect(await Promise.all(pages.map(({ window }) => window.wrong()))).toEqual([[], [], []]);
});
