import type { Browser } from 'playwright-core';
import type { SimulatedPatient } from '../../apps/clinic/src/demo/people/simulated-patient.js';
import { launchChromium, launchMortal, type MortalBrowser } from './support/chromium.js';
import { HostDesk } from './support/host-desk.js';
import { LiveClinic, type Host } from './support/live-clinic.js';
import { LiveGroup } from './support/live-group.js';
import { PatientPage } from './support/patient-page.js';
import { RtcPeople } from './support/rtc-people.js';
import { expectHonest, Truth } from './support/truth.js';
import { until } from './support/until.js';

/** What pages, browsers and phones do to a group, told in order; at its end the minutes are held against what really happened. */
const truth = new Truth();
const frozenFor = { Cy: 8, Dot: 15, Eve: 30 } as const;
const mortals: MortalBrowser[] = [];
let clinic: LiveClinic;
/** The host's media and the patients' are two processes, so that one can die. */
let hostMedia: RtcPeople;
let media: RtcPeople;
let browser: Browser;
let clinician: Host;
let group: LiveGroup;
let host: HostDesk;
let ana: PatientPage;
let ben: PatientPage;
let gus: SimulatedPatient;
const mortal = new Map<string, { page: PatientPage; held: MortalBrowser }>();

beforeAll(async () => {
  clinic = await LiveClinic.start();
  [hostMedia, media] = [RtcPeople.start(), RtcPeople.start()];
  clinician = await clinic.clinician('Dr. Amara Field');
  group = await LiveGroup.planned(clinic, [clinician]);
  host = await new HostDesk(group, clinician).signIn();
  await host.goIn(hostMedia);
  browser = await launchChromium();
  [ana, ben] = [await opened('Ana', browser), await opened('Ben', browser)];
  await Promise.all([ana.comeToLobby(), ben.comeToLobby()]);
  for (const name of [...Object.keys(frozenFor), 'Flo']) {
    const held = await launchMortal();
    mortals.push(held);
    const page = await opened(name, held.browser);
    mortal.set(name, { page, held });
    await page.comeToLobby({ camera: false });
  }
  await until(() => host.snapshot(), ({ session }) => session.hostInside);
}, 120_000);

afterAll(async () => {
  host?.close();
  await browser?.close();
  for (const held of mortals) await held.close();
  await hostMedia?.stop();
  await media?.stop();
  await clinic?.stop();
});

async function opened(name: string, where: Browser): Promise<PatientPage> {
  const page = await PatientPage.open(where, await group.invite(name));
  truth.name(page.seatId, name);
  return page;
}

const pageOf = (name: string): PatientPage => mortal.get(name)!.page;
const stateOf = async (person: { readonly seatId: string }) => (await host.row(person.seatId)).state;

/** In the room, connected later than `after`. */
async function isBack(page: PatientPage, after: number, seconds = 20): Promise<void> {
  truth.came(page.seatId, await until(() => page.connectedAt(), (at) => at > after, seconds));
  await page.inRoom();
}

it('all are let in', async () => {
  const pages = [ana, ben, ...[...mortal.values()].map(({ page }) => page)];
  for (const { seatId } of pages) truth.letIn(seatId);
  expect(await host.act('seats.admit-expected', {})).toEqual({ admitted: 6 });
  await Promise.all(pages.map((page) => isBack(page, 0)));
}, 60_000);

it('a page that is loaded again is back in the same seat, without a second lobby', async () => {
  const { version } = await host.snapshot();
  truth.went(ana.seatId);
  const reloaded = Date.now();
  await ana.window.page.reload();
  truth.wentBy(ana.seatId);
  await isBack(ana, reloaded);
  const moves = await clinic.database.owner<{ admissions: string }>('select count(*) as admissions from admission where seat_id = $1', [ana.seatId]);
  expect(moves).toEqual([{ admissions: '1' }]);
  expect((await host.snapshot()).version).toBeGreaterThan(version);
  expect(await stateOf(ana)).toBe('in');
}, 60_000);

it('a second tab takes over when the person says so; the first stays quiet, and nobody pushes anybody out again', async () => {
  const second = await PatientPage.openIn(ana.window.context, ana.invited);
  await second.window.page.goto(`${clinic.origin}/visit/${ana.seatId}`);
  await second.checkDevices();
  await takenOver(ana, second);
  ana = second;
}, 60_000);

it('so does a second device, which asks for the PIN', async () => {
  const phone = await PatientPage.open(browser, ben.invited, { width: 390, height: 844 });
  await phone.openLink();
  await phone.enterPin();
  await phone.checkDevices();
  await takenOver(ben, phone);
  ben = phone;
}, 60_000);

async function takenOver(old: PatientPage, next: PatientPage): Promise<void> {
  await next.titled('Your visit is open somewhere else.');
  const pressed = Date.now();
  truth.went(old.seatId, pressed);
  await next.useHere();
  await isBack(next, pressed);
  truth.wentBy(old.seatId);
  await old.titled('Your visit is open somewhere else.');
  const sid = await connectionOf(next.seatId);
  // Longer than either page would wait before it tries again.
  await until(() => Date.now() - pressed, (ms) => ms > 8_000);
  expect([await connectionOf(next.seatId), await next.isInRoom(), await stateOf(next)]).toEqual([sid, true, 'in']);
}

async function connectionOf(seatId: string): Promise<string | undefined> {
  const rows = await clinic.database.owner<{ sid: string }>('select connected_sid as sid from admission where seat_id = $1 order by admitted_at desc nulls last limit 1', [seatId]);
  return rows[0]?.sid;
}

it('browsers freeze for 8, 15 and 30 s, one is killed, and the only host is gone without a word', async () => {
  gus = await group.simulated(media, 'Gus', (step) => {
    if (step === 'in') truth.came(gus.seatId, gus.connectedAtMs!);
  });
  truth.name(gus.seatId, 'Gus');
  truth.went(pageOf('Flo').seatId);
  await mortal.get('Flo')!.held.kill();
  await hostMedia.kill();
  await Promise.all(Object.entries(frozenFor).map(([name, seconds]) => freeze(name, seconds)));
  await until(() => stateOf(pageOf('Flo')), (state) => state === 'dropped');
}, 120_000);

/** Nothing of a frozen browser runs: it neither hears nor says anything, and it does not know. */
async function freeze(name: string, seconds: number): Promise<void> {
  const { page, held } = mortal.get(name)!;
  const before = await page.connectedAt();
  truth.went(page.seatId);
  const frozen = Date.now();
  held.freeze();
  await until(() => Date.now() - frozen, (ms) => ms >= seconds * 1000, seconds + 5);
  const thawed = Date.now();
  held.thaw();
  // LiveKit gives nobody up before 20 s: who was shorter away is on the same connection.
  if (seconds < 20) truth.came(page.seatId, thawed);
  else truth.came(page.seatId, await until(() => page.connectedAt(), (at) => at > before, 20));
  await page.inRoom();
}

it('patients read that the host is away, nobody is let in meanwhile, and it goes on when the host is back', async () => {
  await until(() => host.snapshot(), ({ session }) => !session.hostInside, 30);
  await ana.window.page.getByText("Dr. Amara Field's connection dropped. Stay here.").waitFor();
  await expect(host.act('seat.admit', { seatId: gus.seatId })).rejects.toThrow('no_host_inside');
  expect(gus.step).toBe('waits');
  hostMedia = RtcPeople.start();
  await host.comeBack(hostMedia);
  await ana.window.page.getByText("Dr. Amara Field's connection dropped. Stay here.").waitFor({ state: 'detached' });
  truth.letIn(gus.seatId);
  await host.act('seat.admit', { seatId: gus.seatId });
  await until(() => gus.step, (step) => step === 'in');
}, 60_000);

it('the minutes are what really happened', async () => {
  const pressed = Date.now();
  truth.everybodyWent(pressed);
  await host.act('session.end', {});
  truth.everybodyWentBy(pressed);
  for (const page of [ana, ben, ...Object.keys(frozenFor).map(pageOf)]) await page.titled('Thank you for coming.');
  expectHonest(truth.compare(await host.attendance()));
}, 60_000);

it('a full room takes nobody until somebody goes', async () => {
  const small = await LiveGroup.planned(clinic, [clinician], 1);
  const desk = await new HostDesk(small, clinician).signIn();
  await desk.goIn(hostMedia);
  await until(() => desk.snapshot(), ({ session }) => session.hostInside);
  const [hal, ivy] = [await small.simulated(media, 'Hal'), await small.simulated(media, 'Ivy')];
  expect(await desk.act('seats.admit-expected', {})).toEqual({ admitted: 1 });
  await until(() => hal.step, (step) => step === 'in');
  await expect(desk.act('seat.admit', { seatId: ivy.seatId })).rejects.toThrow('room_full');
  expect(ivy.step).toBe('waits');
  await hal.leave();
  await until(async () => (await desk.row(hal.seatId)).state, (state) => state === 'left');
  await desk.act('seat.admit', { seatId: ivy.seatId });
  await until(() => ivy.step, (step) => step === 'in');
  await desk.act('session.end', {});
  await until(() => ivy.step, (step) => step === 'ended');
  desk.close();
}, 60_000);
