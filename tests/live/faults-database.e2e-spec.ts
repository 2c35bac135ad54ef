import type { Browser } from 'playwright-core';
import { launchChromium } from './support/chromium.js';
import { Evening, type Media } from './support/evening.js';
import { grows } from './support/grows.js';
import { LiveClinic } from './support/live-clinic.js';
import { OwnPostgres } from './support/own-postgres.js';
import { PatientPage } from './support/patient-page.js';
import { ownSockets } from './support/relay.js';
import { RtcPeople } from './support/rtc-people.js';
import { expectHonest } from './support/truth.js';
import { until } from './support/until.js';
import { WebhookRelay } from './support/webhook-relay.js';

/** One group whose database goes away twice, told in order: for 8 s, over which LiveKit asks again, and for a minute, over which it gives up. */
let postgres: OwnPostgres;
let webhooks: WebhookRelay;
let clinic: LiveClinic;
let media: Media;
let browser: Browser;
let evening: Evening;
let ben: PatientPage;
let pid: number;

beforeAll(async () => {
  webhooks = await WebhookRelay.open(() => 'through');
  postgres = await OwnPostgres.start();
  clinic = await LiveClinic.start({ webhooksBy: (route) => webhooks.before(route), database: postgres });
  pid = clinic.server.pid;
  media = { lasting: RtcPeople.start(), mortal: RtcPeople.start() };
  browser = await launchChromium();
  evening = await Evening.planned(clinic, await clinic.clinician('Dr. Amara Field'), media, 'group');
  await evening.begin();
  ben = await PatientPage.open(browser, await evening.group.invite('Ben'));
  evening.truth.name(ben.seatId, 'Ben');
  await ben.comeToLobby();
}, 120_000);

afterAll(async () => {
  evening?.host.close();
  for (const person of evening?.people.values() ?? []) await person.leave();
  await browser?.close();
  await media?.lasting.stop();
  await media?.mortal.stop();
  // The clinic takes its database with it.
  await (clinic ? clinic.stop() : postgres?.drop());
  await webhooks?.close();
});

/** What the database is away for; then it is back. Everything that `happens` must fit into it. */
async function withoutDatabase(seconds: number, happens: () => Promise<void>): Promise<void> {
  await postgres.crash();
  const gone = performance.now();
  await happens();
  await until(() => performance.now() - gone, (ms) => ms >= seconds * 1000, seconds);
  await postgres.startAgain();
}

const connection = async (name: string) => (await media.lasting.person(evening.who(name).identity!)).participantSid;
const framesOnPage = async (): Promise<number> => Object.values(await ben.window.frames()).reduce((sum, frames) => sum + frames, 0);

it('all are let in', async () => {
  evening.truth.letIn(ben.seatId);
  await evening.admitAll();
  await ben.inRoom();
  evening.truth.came(ben.seatId, await ben.connectedAt());
}, 60_000);

it('away for 8 s: who leaves has left, who drops comes back by themselves, and LiveKit tells it all again', async () => {
  const eli = evening.who('Eli');
  const before = webhooks.answered.length;
  await withoutDatabase(8, async () => {
    await evening.leaves('Ana');
    // The line of one drops; the way back is closed until the database answers.
    evening.truth.went(eli.seatId);
    await media.lasting.leave(eli.identity!);
    await until(() => eli.step, (step) => step === 'connects' || step === 'dropped');
    await until(() => webhooks.answered.slice(before), (answered) => answered.some(({ status }) => status === 503));
    expect(webhooks.answered.slice(before).map(({ status }) => status)).not.toContain(0);
  });
  await until(() => eli.step, (step) => step === 'in', 20);
  await evening.stands('Eli', 'in', 20);
  await until(() => evening.host.row(evening.who('Ana').seatId), ({ state }) => state === 'dropped' || state === 'left', 20);
  const told = new Set(webhooks.answered.map(({ eventId }) => eventId));
  await until(() => postgres.owner<{ id: string }>('select event_id as id from webhook_inbox where handled_at is not null'), (rows) => [...told].every((id) => rows.some((row) => row.id === id)), 20);
  expect(clinic.server.pid).toBe(pid);
}, 90_000);

it('away for a minute: media goes on, a host act is refused in clear words, and the page of who stays says nothing wrong', async () => {
  const [stays, pageAt] = [await connection('Dee'), await ben.connectedAt()];
  await withoutDatabase(60, async () => {
    await expect(evening.host.act('seat.admit', { seatId: ben.seatId })).rejects.toThrow('unavailable');
    const gone = performance.now();
    await until(() => performance.now() - gone, (ms) => ms >= 12_000);
    await evening.leaves('Eli');
    await until(() => performance.now() - gone, (ms) => ms >= 22_000);
    evening.isKilled('Cal');
    await media.mortal.kill();
    // Another's socket is cut and finds the door closed for a while.
    clinic.relay.cut(ownSockets(evening.who('Dee').cookie));
    await until(() => evening.who('Dee').isListening, (listening) => !listening);
    clinic.relay.mend();
    await until(() => performance.now() - gone, (ms) => ms >= 50_000, 60);
    await grows(framesOnPage);
    expect(await ben.isInRoom()).toBe(true);
    await expect(evening.host.act('seat.admit', { seatId: ben.seatId })).rejects.toThrow('unavailable');
  });
  expect([await connection('Dee'), await ben.connectedAt()]).toEqual([stays, pageAt]);
  await until(() => evening.who('Dee').isListening, Boolean, 20);
}, 120_000);

it('afterwards everybody stands where they are, and the host goes on', async () => {
  await evening.stands('Cal', 'dropped', 30);
  await until(() => evening.host.row(evening.who('Eli').seatId), ({ state }) => state === 'dropped' || state === 'left', 20);
  await evening.stands('Dee', 'in', 10);
  await evening.sentOutAndBack('Dee');
  expect(clinic.server.pid).toBe(pid);
}, 60_000);

it('the minutes are what really happened', async () => {
  await evening.ends();
  await ben.titled('Thank you for coming.');
  // The browser itself notes what could not be fetched meanwhile; the page must not fail over it.
  expect((await ben.window.wrong()).filter((line) => !line.startsWith('console: Failed to load resource'))).toEqual([]);
  const compared = await evening.compared();
  expectHonest(compared);
}, 30_000);
