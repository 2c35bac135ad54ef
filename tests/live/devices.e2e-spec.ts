import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { launchChromium } from './support/chromium.js';
import { Ears } from './support/ears.js';
import { grows } from './support/grows.js';
import { HostDesk } from './support/host-desk.js';
import { HostPage } from './support/host-page.js';
import { LiveClinic } from './support/live-clinic.js';
import { LiveGroup } from './support/live-group.js';
import { PatientPage } from './support/patient-page.js';
import { expectHonest, Truth } from './support/truth.js';

/** Patients whose camera or microphone is refused, absent, busy or broken, told in order; none of it costs them the group or a minute. */
const truth = new Truth();
const folder = mkdtempSync(join(tmpdir(), 'stepwell-camera-'));
const cameraFile = join(folder, 'camera.y4m');
const browsers: Browser[] = [];
/** One for all whose trouble the permissions of their own profile or a script can make: a browser for each would be a load of its own. */
let shared: Browser;
const patients = new Map<string, { page: PatientPage; ears: Ears }>();
let clinic: LiveClinic;
let group: LiveGroup;
let desk: HostDesk;
let host: HostPage;
let hostEars: Ears;

beforeAll(async () => {
  clinic = await LiveClinic.start();
  const clinician = await clinic.clinician('Dr. Amara Field');
  group = await LiveGroup.planned(clinic, [clinician]);
  shared = await launched({ devices: 'asked' });
  host = await HostPage.open(shared, clinician, ['camera', 'microphone']);
  hostEars = await Ears.at(host.window.page);
  await host.openRoom(clinic);
  desk = await new HostDesk(group, clinician).signIn();
}, 120_000);

afterAll(async () => {
  for (const browser of browsers) await browser.close();
  await clinic?.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function launched(wish: Parameters<typeof launchChromium>[0] = {}): Promise<Browser> {
  const browser = await launchChromium(wish);
  browsers.push(browser);
  return browser;
}

async function opened(name: string, browser: Browser, permissions: string[] = []): Promise<PatientPage> {
  const context = await browser.newContext({ locale: 'en-US', viewport: { width: 390, height: 844 }, ...(permissions.length > 0 && { permissions }) });
  const page = await PatientPage.openIn(context, await group.invite(name));
  patients.set(name, { page, ears: await Ears.at(page.window.page) });
  truth.name(page.seatId, name);
  return page;
}

/** Reads what is wrong and how to mend it, and presses one of the ways on. */
async function readTrouble({ window }: PatientPage, { title, help, way }: { title: string; help: string; way: string }): Promise<void> {
  await window.page.getByRole('heading', { level: 1, name: title }).waitFor();
  await window.page.getByRole('listitem').filter({ hasText: help }).waitFor();
  await window.press(way);
}

/** A camera as a file of two grey pictures. A size that nobody can draw breaks it as soon as it has begun. */
function writeCamera(works: boolean): void {
  const [width, height] = works ? [320, 180] : [321, 181];
  const picture = Buffer.concat([Buffer.from('FRAME\n'), Buffer.alloc(320 * 180 * 1.5, 0x80)]);
  writeFileSync(cameraFile, Buffer.concat([Buffer.from(`YUV4MPEG2 W${width} H${height} F10:1 Ip A1:1 C420jpeg\n`), picture, picture]));
}

/**
 * As when another program holds the camera: sound comes, pictures do not. Chromium's false devices have no such fault (a file that breaks
 * ends a track, one that is absent is no device), so the browser's answer is put in its place.
 */
const cameraHeldElsewhere = `
  const real = MediaDevices.prototype.getUserMedia;
  MediaDevices.prototype.getUserMedia = async function (wish) {
    if (wish.video) throw new DOMException('Could not start video source', 'NotReadableError');
    return real.call(this, wish);
  };`;

interface WithoutCamera {
  readonly name: string;
  readonly what: string;
  /** A browser of their own, when the shared one cannot have this trouble. */
  readonly wish?: Parameters<typeof launchChromium>[0];
  readonly permissions?: string[];
  readonly script?: string;
  readonly title: string;
  readonly help: string;
  /** What is said in the room when they press Start camera. */
  readonly inRoom: string;
}

const withoutCamera: readonly WithoutCamera[] = [
  {
    name: 'Ana', what: 'is refused by the browser', permissions: ['microphone'],
    title: "We can't use your camera yet.", help: 'Turn on Camera and Microphone.', inRoom: 'Your browser does not let us use your camera.',
  },
  {
    name: 'Ben', what: 'does not exist', wish: { flags: ['--use-fake-device-for-media-stream=device-count=0'] },
    title: "We can't find a camera.", help: 'Plug in a camera or headset.', inRoom: "We can't find a camera.",
  },
  {
    name: 'Cal', what: 'is held by another program', permissions: ['camera', 'microphone'], script: cameraHeldElsewhere,
    title: 'Your camera is busy.', help: 'Close other video calls and other tabs that use the camera.', inRoom: 'Another app is using your camera.',
  },
];

it.each(withoutCamera)('$name, whose camera $what, reads how to mend it and goes on with sound only', async ({ name, wish, permissions, script, ...trouble }) => {
  const page = await opened(name, wish ? await launched(wish) : shared, permissions);
  const { window } = page;
  if (script) await window.page.addInitScript({ content: script });
  const devices = async (): Promise<void> => {
    await window.press('Turn on camera and microphone');
    await readTrouble(page, { ...trouble, way: 'Try again' });
    await readTrouble(page, { ...trouble, way: 'Continue with sound only' });
    await page.titled('How do you look and sound?');
    await window.page.getByText('We can hear you.').first().waitFor();
    await window.press('Continue');
  };
  await page.comeToLobby({ devices });
}, 60_000);

it('Dot, who has neither camera nor microphone, may come and listen', async () => {
  const page = await opened('Dot', await launched({ devices: 'missing' }));
  const devices = async (): Promise<void> => {
    await page.window.press('Turn on camera and microphone');
    await readTrouble(page, { title: "We can't find a camera or microphone.", help: 'Plug in a camera or headset.', way: 'Join and only listen' });
  };
  await page.comeToLobby({ devices });
  await page.window.page.getByText('Only listening').waitFor();
}, 60_000);

it('Eve, whose camera breaks as soon as it has begun, tries again when it is mended', async () => {
  writeCamera(false);
  const page = await opened('Eve', await launched({ flags: [`--use-file-for-fake-video-capture=${cameraFile}`] }));
  const devices = async (): Promise<void> => {
    await page.window.press('Turn on camera and microphone');
    const broken = { title: 'Your camera is busy.', help: 'Then choose Try again.', way: 'Try again' };
    await readTrouble(page, broken);
    await page.titled('Your camera is busy.');
    writeCamera(true);
    await readTrouble(page, broken);
    await page.titled('How do you look and sound?');
    await page.window.press('Continue');
  };
  await page.comeToLobby({ devices });
}, 60_000);

it('all are let in; who has a microphone is heard, and everybody hears the host', async () => {
  const pages = [...patients.values()];
  for (const { page } of pages) truth.letIn(page.seatId);
  await host.admitAll();
  for (const { page } of pages) {
    await page.inRoom();
    truth.came(page.seatId, await page.connectedAt());
  }
  const [seat] = await clinic.database.owner<{ id: string }>("select id from seat where session_id = $1 and role = 'host'", [group.sessionId]);
  const hostSid = await connectionOf(seat!.id);
  for (const { ears } of pages) await ears.hears(hostSid);
  for (const name of ['Ana', 'Ben', 'Cal', 'Eve']) {
    const { page } = patients.get(name)!;
    await page.window.press('Unmute');
    await hostEars.hears(await connectionOf(page.seatId));
  }
  expect(await hostEars.energy()).not.toHaveProperty(await connectionOf(patients.get('Dot')!.page.seatId));
  await grows(async () => (await host.window.frames())[patients.get('Eve')!.page.seatId] ?? 0);
}, 60_000);

async function connectionOf(seatId: string): Promise<string> {
  const [row] = await clinic.database.owner<{ sid: string }>("select connected_sid as sid from admission where seat_id = $1 and state = 'in'", [seatId]);
  return row!.sid;
}

it.each(withoutCamera)('$name reads in the room why there is no picture, is still heard, and can try again', async ({ name, inRoom }) => {
  const { page } = patients.get(name)!;
  await page.window.press('Start camera');
  await page.window.page.getByRole('alert').getByText(inRoom).waitFor();
  await page.window.page.getByRole('button', { name: 'Start camera' }).waitFor();
  await hostEars.hears(await connectionOf(page.seatId));
}, 60_000);

it('Dot reads in the room why there is no sound of theirs', async () => {
  const { window } = patients.get('Dot')!.page;
  await window.press('Unmute');
  await window.page.getByRole('alert').getByText("We can't find a microphone. Check that it is plugged in, then press Unmute.").waitFor();
  await window.page.getByRole('button', { name: 'Unmute' }).waitFor();
}, 60_000);

it('Ana allows the camera later, turns it on in the room, and is seen', async () => {
  const { page } = patients.get('Ana')!;
  await page.window.context.grantPermissions(['microphone', 'camera']);
  await page.window.press('Start camera');
  await page.window.page.getByRole('button', { name: 'Stop camera' }).waitFor();
  expect(await page.window.page.getByRole('alert').getByText('your camera').count()).toBe(0);
  await grows(async () => (await host.window.frames())[page.seatId] ?? 0);
}, 60_000);

it('the minutes are the same as for everybody', async () => {
  await host.window.press('End group');
  await host.window.page.getByRole('button', { name: 'End for everyone' }).waitFor();
  truth.everybodyWent();
  await host.window.press('End for everyone');
  for (const { page } of patients.values()) await page.titled('Thank you for coming.');
  const compared = truth.compare(await desk.attendance());
  expect(compared).toHaveLength(5);
  expectHonest(compared);
}, 60_000);

it('no page complained', async () => {
  const windows = [host, ...[...patients.values()].map(({ page }) => page)].map(({ window }) => window);
  expect(await Promise.all(windows.map((window) => window.wrong()))).toEqual(windows.map(() => []));
});
