import type { Browser } from 'playwright-core';
import type { SimulatedPatient } from '../../apps/clinic/src/demo/people/simulated-patient.js';
import { launchChromium } from './support/chromium.js';
import { grows } from './support/grows.js';
import { handshake } from './support/handshake.js';
import { HostDesk } from './support/host-desk.js';
import { LiveClinic } from './support/live-clinic.js';
import { LiveGroup } from './support/live-group.js';
import { PatientPage } from './support/patient-page.js';
import { ownSockets } from './support/relay.js';
import { RtcPeople } from './support/rtc-people.js';
import { expectHonest, Truth } from './support/truth.js';
import { until } from './support/until.js';

/** One group through every fault of ours and of LiveKit, told in order; at its end the minutes are held against what really happened. */
const truth = new Truth();
let clinic: LiveClinic;
let media: RtcPeople;
let browser: Browser;
let group: LiveGroup;
let host: HostDesk;
let ana: PatientPage;
let ben: PatientPage;
let cal: SimulatedPatient;
let dee: SimulatedPatient;
let eli: SimulatedPatient;
/** When it was started again after its death. */
let liveKitBack = Infinity;

beforeAll(async () => {
  clinic = await LiveClinic.start();
  media = RtcPeople.start();
  const clinician = await clinic.clinician('Dr. Amara Field');
  group = await LiveGroup.planned(clinic, [clinician]);
  host = await new HostDesk(group, clinician).signIn();
  await host.goIn(media);
  await until(() => host.snapshot(), ({ session }) => session.hostInside);
  browser = await launchChromium();
  [ana, ben] = [await atBrowser('Ana'), await atBrowser('Ben')];
  eli = await byRtc('Eli');
}, 90_000);

afterAll(async () => {
  host?.close();
  await browser?.close();
  await media?.stop();
  await clinic?.stop();
});

async function atBrowser(name: string): Promise<PatientPage> {
  const page = await PatientPage.open(browser, await group.invite(name));
  truth.name(page.seatId, name);
  await page.comeToLobby();
  return page;
}

/** Whenever this one is in the room, the truth says so. Their library gives up its media when our server is gone, which a browser does not. */
async function byRtc(name: string): Promise<SimulatedPatient> {
  let began = 0;
  const person: SimulatedPatient = await group.simulated(media, name, (step) => {
    if (step === 'connects') began = Date.now();
    // After LiveKit's return the library has come back by itself, perhaps, before it comes by the new pass.
    if (step === 'in') truth.came(person.seatId, person.connectedAtMs!, Math.min(began, liveKitBack));
  });
  truth.name(person.seatId, name);
  return person;
}

/** Who is on the way back is not there for a moment. */
async function connections(people: readonly SimulatedPatient[]) {
  const all = await media.people();
  return people.map(({ identity }) => {
    const sight = all.find((one) => one.identity === identity);
    return { state: sight?.state ?? 'disconnected', participantSid: sight?.participantSid ?? '' };
  });
}
const framesOf = async (person: SimulatedPatient): Promise<number> => Object.values((await media.person(person.identity!)).videoFrames).reduce((sum, frames) => sum + frames, 0);
const framesAt = async (page: PatientPage, whom: { readonly seatId: string }): Promise<number> => (await page.window.frames())[whom.seatId] ?? 0;

const statesOf = async (...seatIds: string[]): Promise<string[]> => {
  const { roster } = (await host.snapshot()).topics;
  return seatIds.map((seatId) => roster.find((row) => row.seatId === seatId)?.state ?? 'absent');
};

it('nobody is let in but by the host; then they see each other', async () => {
  expect(await statesOf(ana.seatId, ben.seatId, eli.seatId)).toEqual(['waiting', 'waiting', 'waiting']);
  for (const page of [ana, ben]) {
    truth.letIn(page.seatId);
    await host.act('seat.admit', { seatId: page.seatId });
  }
  await Promise.all([ana, ben].map(async (page) => {
    await page.inRoom();
    truth.came(page.seatId, await page.connectedAt());
  }));
  await grows(() => framesAt(ana, ben));
  await grows(() => framesAt(ben, ana));
}, 60_000);

it('our server is killed: media goes on, sockets return, and everybody stands where they stood', async () => {
  const [before] = await connectionsOf(ana.seatId);
  await clinic.server.kill();
  // Longer than three beats, so that the evidence has to reach over it.
  const dead = performance.now();
  await until(() => framesAt(ana, ben), () => performance.now() - dead > 7_000);
  await grows(() => framesAt(ana, ben));
  await clinic.server.start();
  await until(() => statesOf(ana.seatId, ben.seatId, eli.seatId), (states) => states.join() === 'in,in,waiting', 30);
  expect(await connectionsOf(ana.seatId)).toEqual([before]);
  await until(() => eli.isListening, Boolean);
  await host.returned(media);
}, 90_000);

it('who waited through it is let in, and so is who comes after', async () => {
  [cal, dee] = [await byRtc('Cal'), await byRtc('Dee')];
  for (const { seatId } of [cal, dee, eli]) truth.letIn(seatId);
  expect(await host.act('seats.admit-expected', {})).toEqual({ admitted: 3 });
  await until(() => [cal, dee, eli].map(({ step }) => step), (steps) => steps.every((step) => step === 'in'));
  for (const person of [cal, dee, eli]) await grows(() => framesOf(person));
}, 60_000);

it('only a socket is cut: the person stays in, and is counted on', async () => {
  clinic.relay.cut(ownSockets(await cookieOf(ana)));
  const cut = performance.now();
  await until(() => framesAt(ana, ben), () => performance.now() - cut > 8_000);
  await grows(() => framesAt(ana, ben));
  expect(await statesOf(ana.seatId)).toEqual(['in']);
  clinic.relay.mend();
  await until(async () => (await rowOf(ana.seatId)).uncertaintySeconds, (seconds) => seconds <= 4, 20);
}, 60_000);

it('a removed person comes back by no token, not even after being let in again', async () => {
  await until(async () => (await media.person(cal.identity!)).tokens.length, (count) => count > 1);
  const { tokens } = await media.person(cal.identity!);
  const knock = async (): Promise<Set<number>> => new Set(await Promise.all(tokens.flatMap((token) => ['', '&reconnect=1'].map((more) => handshake(clinic.origin, `/rtc?access_token=${token}&sdk=js&protocol=16${more}`)))));
  truth.went(cal.seatId);
  await host.act('seat.remove', { seatId: cal.seatId, mayReturn: true, reason: 'not_private' });
  truth.wentBy(cal.seatId);
  expect(await knock()).toEqual(new Set([403]));
  await until(() => cal.step, (step) => step === 'removed');
  await cal.returnToLobby();
  await until(() => statesOf(cal.seatId), ([state]) => state === 'waiting');
  expect(await knock()).toEqual(new Set([403]));
  await host.act('seat.admit', { seatId: cal.seatId });
  await until(() => cal.step, (step) => step === 'in');
  expect(await knock()).toEqual(new Set([403]));
}, 60_000);

it('LiveKit is killed: its rooms are made again before anybody, and all are back by themselves within 20 s', async () => {
  const inside = [cal, dee, eli];
  const before = await connections(inside);
  truth.everybodyWent();
  const killed = Date.now();
  await clinic.livekit.kill();
  liveKitBack = Date.now();
  await clinic.livekit.startAgain();
  const pageIsBack = async (page: PatientPage, whom: PatientPage): Promise<void> => {
    truth.came(page.seatId, await until(() => page.connectedAt(), (at) => at > killed, 20));
    await grows(() => framesAt(page, whom));
  };
  const pagesAreBack = Promise.all([pageIsBack(ana, ben), pageIsBack(ben, ana)]);
  await until(() => connections(inside), (now) => now.every(({ state, participantSid }, index) => state === 'connected' && participantSid !== before[index]!.participantSid), 20);
  await pagesAreBack;
  expect((Date.now() - killed) / 1000).toBeLessThanOrEqual(20);
  await until(() => statesOf(...[ana, ben, ...inside].map(({ seatId }) => seatId)), (states) => states.every((state) => state === 'in'));
}, 60_000);

it('everybody leaves in their own way, and the minutes are what really happened', async () => {
  await host.returned(media);
  truth.went(dee.seatId);
  await dee.leave();
  truth.wentBy(dee.seatId);
  await until(() => statesOf(dee.seatId), ([state]) => state === 'left');
  const pressed = Date.now();
  truth.everybodyWent(pressed);
  await host.act('session.end', {});
  truth.everybodyWentBy(pressed);
  await until(() => [cal, eli].map(({ step }) => step), (steps) => steps.every((step) => step === 'ended'));
  for (const page of [ana, ben]) await page.titled('Thank you for coming.');
  expectHonest(truth.compare(await host.attendance()));
}, 60_000);

it('no token, link or name is in the log', () => {
  const { log } = clinic.server;
  expect(log).not.toMatch(/eyJ|access_token|Testperson|Ana|555/);
});

const rowOf = async (seatId: string) => (await host.attendance()).people.find((person) => person.seatId === seatId)!;

/** LiveKit's names of the connections that a person's evidence speaks of. */
async function connectionsOf(seatId: string): Promise<string[]> {
  const rows = await clinic.database.owner<{ sid: string }>('select distinct participant_sid as sid from presence_evidence where seat_id = $1 and participant_sid is not null', [seatId]);
  return rows.map(({ sid }) => sid);
}

/** What tells this browser's connections from the others'. */
async function cookieOf(patient: PatientPage): Promise<string> {
  const device = (await patient.window.context.cookies()).find(({ name }) => name.includes('device'));
  return device!.value;
}
