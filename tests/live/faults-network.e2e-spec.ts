import { SystemClock } from '#kernel';
import { LiveKitAccess, LiveKitRooms } from '#sfu';
import type { Browser } from 'playwright-core';
import { launchChromium } from './support/chromium.js';
import { grows } from './support/grows.js';
import { HomeLine } from './support/home-line.js';
import { HostDesk } from './support/host-desk.js';
import { LiveClinic } from './support/live-clinic.js';
import { LiveGroup } from './support/live-group.js';
import { PatientPage } from './support/patient-page.js';
import { RtcPeople } from './support/rtc-people.js';
import { expectHonest, Truth } from './support/truth.js';
import { until } from './support/until.js';

/**
 * Networks that fail without a word, told in order: no packet comes through and no connection is closed. Each patient has a line of their own;
 * Dee's never fails. At the end the minutes are held against what really happened.
 */
const truth = new Truth();
const cutFor = { Ana: 8, Ben: 15, Cal: 30 } as const;
/** Longer than a page waits for its media before it goes and comes again by itself. */
const mediaCutFor = 12;
/** LiveKit gives somebody up 20 to 22 s after their last packet. */
const givenUpAfter = 22;
/** From the mend until the person sees the others again. */
const backWithin = 8;
let clinic: LiveClinic;
let media: RtcPeople;
let browser: Browser;
let host: HostDesk;
let sfu: LiveKitRooms;
const people = new Map<string, { readonly line: HomeLine; readonly page: PatientPage }>();

beforeAll(async () => {
  clinic = await LiveClinic.start();
  media = RtcPeople.start();
  const clinician = await clinic.clinician('Dr. Amara Field');
  const group = await LiveGroup.planned(clinic, [clinician]);
  host = await new HostDesk(group, clinician).signIn();
  await host.goIn(media);
  sfu = new LiveKitRooms(new LiveKitAccess(clinic.livekit.url, clinic.livekit.apiKey, clinic.livekit.apiSecret), new SystemClock());
  browser = await launchChromium();
  for (const name of [...Object.keys(cutFor), 'Dee']) {
    const line = await HomeLine.open(clinic);
    const page = await PatientPage.openIn(await line.profile(browser), await group.invite(name));
    people.set(name, { line, page });
    truth.name(page.seatId, name);
    await page.comeToLobby({ camera: name === 'Ana' || name === 'Dee' });
  }
  await until(() => host.snapshot(), ({ session }) => session.hostInside);
}, 120_000);

afterAll(async () => {
  host?.close();
  await browser?.close();
  for (const { line } of people.values()) await line.close();
  await media?.stop();
  await clinic?.stop();
});

const of = (name: string) => people.get(name)!;
const pageOf = (name: string): PatientPage => of(name).page;
const stateOf = async (name: string) => (await host.row(pageOf(name).seatId)).state;
const framesOf = async (whom: string, at: string): Promise<number> => (await pageOf(at).window.frames())[pageOf(whom).seatId] ?? 0;
/** The tile of one person on the page of another. */
const tileOf = (whom: string, at: string) => pageOf(at).window.page.locator(`.tile[data-seat="${pageOf(whom).seatId}"]`);
const isMuted = async (whom: string, at: string): Promise<boolean> => (await tileOf(whom, at).getByText('microphone off').count()) > 0;

/** Decoded frames of everybody else on this page. */
async function framesAt(name: string): Promise<number> {
  const { seatId, window } = pageOf(name);
  return Object.entries(await window.frames()).reduce((sum, [seat, frames]) => sum + (seat === seatId ? 0 : frames), 0);
}

/** LiveKit's name of a person's connection, for as long as it believes in it. */
async function listed(name: string): Promise<string | undefined> {
  const [room] = await sfu.listRooms();
  const all = await sfu.listParticipants(room!.roomId);
  return all.find(({ identity, state }) => identity.startsWith(pageOf(name).seatId) && state === 'active')?.participantSid;
}

it('all are let in, and each has their media over their own line alone', async () => {
  for (const { page } of people.values()) truth.letIn(page.seatId);
  expect(await host.act('seats.admit-expected', {})).toEqual({ admitted: 4 });
  await Promise.all([...people].map(async ([name, { line, page }]) => {
    await page.inRoom(40);
    truth.came(page.seatId, await page.connectedAt());
    await grows(() => framesAt(name));
    expect(await line.carriesMediaOf(page.window.page)).toBe(true);
    expect(line.media.passed).toBeGreaterThan(20);
  }));
  for (const name of ['Ben', 'Cal']) await pageOf(name).window.press(/^Unmute$/);
  await until(async () => [await isMuted('Ben', 'Dee'), await isMuted('Cal', 'Dee')], (muted) => !muted.includes(true));
  await pageOf('Cal').window.press(/^Mute$/);
  await until(() => isMuted('Cal', 'Dee'), Boolean);
  // From here on their pages watch over the minutes.
  const watched = () => clinic.database.owner<{ seat: string }>('select distinct seat_id as seat from beat_span where media_until is not null', []);
  await until(watched, (seats) => seats.length === people.size);
}, 90_000);

it('networks are cut for 8, 15 and 30 s: each patient reads so, and is back in the same seat by themselves', async () => {
  const control = await listed('Dee');
  await Promise.all(Object.entries(cutFor).map(([name, seconds]) => loses(name, seconds)));
  expect([await listed('Dee'), await stateOf('Dee'), await pageOf('Dee').isInRoom()]).toEqual([control, 'in', true]);
  // Who spoke may go on speaking, who did not is not heard.
  await until(async () => [await isMuted('Ben', 'Dee'), await isMuted('Cal', 'Dee')], ([ben, cal]) => ben === false && cal === true);
  const moves = await clinic.database.owner<{ admissions: string }>('select count(*) as admissions from admission group by seat_id', []);
  expect(moves.filter(({ admissions }) => admissions !== '1')).toEqual([]);
}, 120_000);

async function loses(name: string, seconds: number): Promise<void> {
  const { line, page } = of(name);
  const sid = await listed(name);
  const cut = Date.now();
  truth.went(page.seatId, cut);
  line.cut();
  const { passed } = line.media;
  await page.window.page.getByText('Your connection dropped').waitFor({ timeout: 7_500 });
  await expect(grows(() => framesAt(name), { by: 1, seconds: seconds - (Date.now() - cut) / 1000 })).rejects.toThrow('the answer is still 0');
  expect([Date.now() - cut >= seconds * 1000, line.media.passed]).toEqual([true, passed]);
  expect([await listed(name), await stateOf(name)]).toEqual(seconds < givenUpAfter ? [sid, 'in'] : [undefined, 'dropped']);
  await notCounted(name);
  if (seconds > 10) await page.window.page.getByText('Your place is kept. We keep trying to bring you back.').waitFor();
  // The others learn of it from LiveKit, which tells of a silence only when it is about to give somebody up.
  if (seconds > givenUpAfter) await until(() => tileOf(name, 'Dee').getAttribute('data-state'), (tile) => tile === 'reconnecting', 2);
  line.mend();
  await isBack(name);
}

/** Somebody who is away just now: their minutes stand still, whatever LiveKit says. */
async function notCounted(name: string): Promise<void> {
  const { error, uncertainty } = truth.compare(await host.attendance()).find(({ who }) => who === name)!;
  expect(Math.abs(error)).toBeLessThanOrEqual(Math.min(4, uncertainty));
}

/** In the room again, seeing and seen, by nobody's doing. To be called at the mend. */
async function isBack(name: string): Promise<void> {
  const { line, page } = of(name);
  const mended = performance.now();
  await grows(() => framesAt(name), { by: 1, seconds: backWithin });
  truth.came(page.seatId, line.media.backAt);
  await page.inRoom(backWithin - (performance.now() - mended) / 1000);
  await until(() => stateOf(name), (state) => state === 'in');
  await until(() => tileOf(name, 'Dee').getAttribute('data-state'), (tile) => tile === 'here');
  expect(await line.carriesMediaOf(page.window.page)).toBe(true);
}

it('only the media is cut: the page says so over its sockets, the minutes stand still, and the person is back', async () => {
  const { line, page } = of('Ana');
  const cut = Date.now();
  truth.went(page.seatId, cut);
  line.media.cut();
  await page.window.page.getByText('Your connection dropped').waitFor({ timeout: 10_000 });
  await until(() => silentBeats(page.seatId, cut), (beats) => beats > 0, 2);
  await until(() => Date.now() - cut, (ms) => ms >= mediaCutFor * 1000);
  await notCounted('Ana');
  line.media.mend();
  await isBack('Ana');
  await grows(() => framesOf('Ana', 'Dee'));
}, 60_000);

/** Runs of beats that came well after the cut, and said that no media did. */
async function silentBeats(seatId: string, cut: number): Promise<number> {
  const rows = await clinic.database.owner<{ id: string }>(
    `select id from beat_span where seat_id = $1 and to_at > $2::timestamptz + interval '3 s' and media_until < $2::timestamptz + interval '1.5 s'`,
    [seatId, new Date(cut).toISOString()],
  );
  return rows.length;
}

it('the minutes are what really happened', async () => {
  truth.everybodyWent();
  await host.act('session.end', {});
  for (const { page } of people.values()) await page.titled('Thank you for coming.');
  expectHonest(truth.compare(await host.attendance()));
}, 60_000);
