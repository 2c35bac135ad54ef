import type { Browser } from 'playwright-core';
import type { SimulatedPatient } from '../../apps/clinic/src/demo/people/simulated-patient.js';
import { launchChromium } from './support/chromium.js';
import { HostDesk } from './support/host-desk.js';
import { HostPage } from './support/host-page.js';
import { LiveClinic, type Host } from './support/live-clinic.js';
import { LiveGroup } from './support/live-group.js';
import { PatientPage } from './support/patient-page.js';
import { keepPicture } from './support/picture.js';
import { RtcPeople } from './support/rtc-people.js';
import { until } from './support/until.js';
import type { WatchedPage } from './support/watched-page.js';

/** One evening: a clinician and two patients at real browsers, five more by rtc-node, from the text message to the attendance. Told in order. */
const names = ['Theo', 'Bea', 'Jun', 'Coop', 'Nadia'];
let clinic: LiveClinic;
let media: RtcPeople;
let browser: Browser;
let group: LiveGroup;
let clinician: Host;
let host: HostPage;
/** The same clinician's calls, for what no page shows. */
let desk: HostDesk;
let ana: PatientPage;
let mateo: PatientPage;
let others: SimulatedPatient[];

beforeAll(async () => {
  clinic = await LiveClinic.start();
  media = RtcPeople.start();
  browser = await launchChromium();
  clinician = await clinic.clinician('Dr. Amara Field');
  group = await LiveGroup.planned(clinic, [clinician]);
}, 60_000);

afterAll(async () => {
  await browser?.close();
  await media?.stop();
  await clinic?.stop();
});

const windows = (): WatchedPage[] => [host.window, ana.window, mateo.window];

it('patients come from a text message to the waiting room, and the clinician opens the room', async () => {
  others = [];
  for (const name of names) others.push(await group.simulated(media, name));
  ana = await PatientPage.open(browser, await group.invite('Ana'), { width: 390, height: 844 });
  mateo = await PatientPage.open(browser, await group.invite('Mateo'));
  host = await HostPage.open(browser, clinician);
  await ana.comeToLobby();
  await mateo.comeToLobby();
  await host.openRoom(clinic);
  desk = await new HostDesk(group, clinician).signIn();
  await until(() => desk.block(), ({ state }) => state === 'live');
  await until(() => host.under('Waiting'), (waiting) => waiting.length === 7);
  expect(await host.under('Waiting')).toEqual([...names, 'Ana', 'Mateo']);
}, 120_000);

it('the host lets one in, then all; everybody sees everybody move within 15 s', async () => {
  await host.admit('Ana');
  await ana.inRoom();
  await host.admitAll();
  const admitted = performance.now();
  await mateo.inRoom();
  await until(() => others.map(({ step }) => step), (steps) => steps.every((step) => step === 'in'));
  // A phone shows the group by pages, a computer all eight at once.
  const tiles = await until(() => Promise.all(windows().map((window) => window.tiles())), ([onDesk, , onLaptop]) => onDesk!.length === 8 && onLaptop!.length === 8);
  expect(tiles[1]!.length).toBeGreaterThanOrEqual(4);
  await until(() => Promise.all(windows().map((window) => window.frames())), (pages) => pages.every((frames, index) => tiles[index]!.every((seatId) => (frames[seatId] ?? 0) >= 10)), 15);
  await until(() => Promise.all(others.map(({ identity }) => media.person(identity!))), (sights) => sights.every(({ videoFrames }) => Object.values(videoFrames).some((count) => count >= 10)), Math.max(1, 15 - (performance.now() - admitted) / 1000));
  expect(await host.under('In the room')).toHaveLength(7);
  await keepPicture(host.window.page);
}, 60_000);

it('a patient asks for help without the group noticing; the host says that it was seen', async () => {
  await ana.window.press('Help');
  await ana.window.press('Ask staff to talk to me');
  await until(() => host.under('Needs you'), (asking) => asking.length === 1);
  await host.window.press("I've seen this");
  await ana.window.page.getByText('Dr. Amara Field has seen this.').first().waitFor();
  expect(await mateo.window.page.getByText(/has seen this|talk to/).count()).toBe(0);
  await ana.window.press('Close');
}, 30_000);

it('a patient who leaves reads their own minutes', async () => {
  await mateo.leave();
  await mateo.window.page.getByText(/You were here for \d+ minutes? today\./).waitFor();
  await until(() => host.under('Left'), (left) => left.length === 1);
}, 30_000);

it('the end is for everybody, and everybody stands in the attendance', async () => {
  await host.endForAll();
  await ana.titled('Thank you for coming.');
  await ana.window.page.getByText('The group has ended.').waitFor();
  await until(() => others.map(({ step }) => step), (steps) => steps.every((step) => step === 'ended'));
  await host.window.page.getByRole('link', { name: 'See the attendance' }).click();
  const table = host.window.page.getByRole('region', { name: 'Attendance by person' });
  await table.waitFor();
  for (const name of [...names, 'Ana', 'Mateo']) await table.getByText(`${name} Testperson`).first().waitFor();
  const counted = (await desk.attendance()).people.filter(({ role, directSeconds }) => role === 'patient' && directSeconds > 0);
  expect(counted).toHaveLength(7);
}, 30_000);

it('no page complained, and no content security policy was violated', async () => {
  expect(await Promise.all(windows().map((window) => window.wrong()))).toEqual([[], [], []]);
});
