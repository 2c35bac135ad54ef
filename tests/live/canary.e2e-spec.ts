import type { Browser } from 'playwright-core';
import { SimulatedPatient } from '../../apps/clinic/src/demo/people/simulated-patient.js';
import { SimulatedVisit } from '../../apps/clinic/src/demo/people/simulated-visit.js';
import { idsOf, plantClinician, plantGroup, plantPatient, type Planted } from './support/canary.js';
import { launchChromium } from './support/chromium.js';
import { EverythingSaid, WireTap, type Said } from './support/everything-said.js';
import { freePorts } from './support/free-ports.js';
import { HostPage } from './support/host-page.js';
import { LiveClinic, type Host } from './support/live-clinic.js';
import { LiveGroup } from './support/live-group.js';
import { askLiveKit, askMachines, secretsOf, tokensIn } from './support/machines-said.js';
import { anybody, type Mark } from './support/marks.js';
import { letDatabaseQuote, nonsense } from './support/mischief.js';
import { PatientPage } from './support/patient-page.js';
import { RtcPeople } from './support/rtc-people.js';
import { until } from './support/until.js';
import type { WatchedPage } from './support/watched-page.js';
import { clinician, leaks, sightings, type Sighting } from './support/who-may-see.js';

/**
 * One evening in which every field of everybody holds a value of its own, and all is kept that anybody got to hear: bytes on the wire,
 * frames, pages, storage, logs, LiveKit's fields, rows. At its end each value is looked for everywhere. Told in order.
 */
const appSecret = 'canary-secret-of-more-than-thirty-two-characters';
const said = new EverythingSaid();
const marks: Mark[] = [];
const windows = new Map<string, WatchedPage>();
let seen: Sighting[];
let clinic: LiveClinic;
let metricsPort: number;
let media: RtcPeople;
let browser: Browser;
let group: LiveGroup;
let field: Host;
let host: HostPage;
let planted: readonly [Planted, Planted, Planted];
let ana: PatientPage;
let ben: PatientPage;
let cal: SimulatedPatient;

beforeAll(async () => {
  metricsPort = (await freePorts()).tcp;
  clinic = await LiveClinic.start({ settings: { NODE_ENV: 'production', LOG_LEVEL: 'debug', METRICS_PORT: String(metricsPort), STEPWELL_SECRET: appSecret } });
  media = RtcPeople.start();
  browser = await launchChromium();
  const doctor = await plantClinician(clinic, clinician);
  field = doctor.host;
  group = await LiveGroup.planned(clinic, [field]);
  marks.push(...doctor.marks, ...(await plantGroup(group)));
  const people = [await plantPatient(group, 'Ana'), await plantPatient(group, 'Ben'), await plantPatient(group, 'Cal')] as const;
  for (const person of people) marks.push(...person.marks);
  planted = [people[0].person, people[1].person, people[2].person];
  clinic.relay.tap = new WireTap(said, readerOf).tap;
}, 60_000);

afterAll(async () => {
  await browser?.close();
  await media?.stop();
  await clinic?.stop();
});

/** Each patient's browser says who it is; the host's is any other browser; who is no browser is Cal. */
function readerOf(head: string): string {
  return /Reader\/(\w+)/.exec(head)?.[1] ?? (head.includes('Mozilla/') ? clinician : 'Cal');
}

async function atBrowser(person: Planted): Promise<PatientPage> {
  const userAgent = `Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/${browser.version()} Safari/537.36 Reader/${person.label}`;
  const page = await PatientPage.openIn(await browser.newContext({ viewport: { width: 1024, height: 700 }, locale: 'en-US', userAgent }), person);
  watch(person.label, page.window);
  return page;
}

function watch(reader: string, window: WatchedPage): void {
  said.watch(reader, window.page);
  windows.set(reader, window);
}

const look = async (when: string): Promise<void> => void (await Promise.all([...windows].map(([reader, window]) => said.look(reader, window, when))));
const nameOf = (person: Planted | undefined): string => person!.name;
const patientsSeen = async (page: PatientPage): Promise<number> => (await page.window.tiles()).length;

/** What a computer calls its camera and microphone; "Ana's earphones" is a name too. */
async function devicesOf({ page }: WatchedPage): Promise<Mark[]> {
  const labels = await page.evaluate<string[]>('navigator.mediaDevices.enumerateDevices().then((all) => all.filter(({ kind }) => kind !== "audiooutput").map(({ label }) => label))');
  return [...new Set(labels)].map((value) => ({ of: anybody, what: `device label ${value}`, kind: 'device', value }));
}

it('three patients come to the waiting room, each by their own link, and the clinician opens the room', async () => {
  const [a, b, c] = planted;
  [ana, ben] = [await atBrowser(a), await atBrowser(b)];
  host = await HostPage.open(browser, field);
  watch(clinician, host.window);
  cal = new SimulatedPatient({ visit: new SimulatedVisit(c.link), way: { pin: c.pin, shownName: c.name, gate: c.gate }, media, send: { watch: 'all' }, tell: () => {} });
  clinic.expectToSendHome(cal);
  said.letIn(clinician);
  await Promise.all([ana.comeToLobby(), ben.comeToLobby(), cal.come(), host.openRoom(clinic)]);
  await until(() => host.under('Waiting'), (waiting) => waiting.length === 3);
  await look('in the waiting room');
}, 90_000);

it('one is let in while the others wait, one of them with a word from the host; then all are in and see each other move', async () => {
  const [a, b] = planted;
  said.letIn('Ana');
  await host.admit(nameOf(a));
  await ana.inRoom();
  await host.choose(nameOf(b), 'Hold: After this part of the group');
  await ben.window.page.getByText(/will let you in after this part/).waitFor();
  marks.push({ of: 'Ben', what: 'hold message', kind: 'hold', value: 'after_this_part' });
  const before = said.count('Ben', 'received', 'frame at /socket.io/');
  await ben.window.page.reload();
  await until(() => said.count('Ben', 'received', 'frame at /socket.io/'), (count) => count >= before + 3);
  await ben.window.page.getByText(/will let you in after this part/).waitFor();
  await look('while the others wait');
  said.letIn('Ben', 'Cal');
  for (const person of planted.slice(1)) await host.admit(nameOf(person));
  await until(() => Promise.all([ana, ben].map(patientsSeen)), (tiles) => tiles.every((count) => count === 4), 30);
  await until(() => cal.step, (step) => step === 'in');
  await until(() => Promise.all([ana, ben].map(({ window }) => window.frames())), (pages) => pages.every((frames) => Object.values(frames).filter((count) => count >= 10).length >= 3), 30);
  for (const { window } of [ana, ben]) await window.press('Unmute');
  await until(() => askLiveKit(said, clinic), (tracks) => Object.values(tracks).join() === '2,2,2,2');
  await ana.window.press('More');
  await ana.window.page.getByText('Camera', { exact: true }).waitFor();
  marks.push(...(await devicesOf(ana.window)));
  await look('in the room');
  await ana.window.page.keyboard.press('Escape');
}, 90_000);

it('one asks for help, one is muted and sent back to the waiting room for a while, one is removed for a reason', async () => {
  const [, b, c] = planted;
  await ana.window.press('Help');
  await ana.window.press('Ask staff to talk to me');
  await until(() => host.under('Needs you'), (asking) => asking.length === 1);
  await look('when one has asked for help');
  await host.window.press("I've seen this");
  await ana.window.page.getByText(`${field.shownName} has seen this.`).first().waitFor();
  await ana.window.press('Close');
  await host.choose(nameOf(b), 'Mute');
  await ben.window.page.getByText(/^Staff turned off your microphone/).first().waitFor();
  await host.choose(nameOf(b), 'Back to the waiting room');
  await ben.titled(/You're in the right place/);
  said.putOut('Ben');
  await look('while one waits again');
  said.letIn('Ben');
  await host.admit(nameOf(b));
  await ben.inRoom();
  marks.push({ of: 'Cal', what: 'reason of the removal', kind: 'reason', value: 'not_private' });
  await host.choose(nameOf(c), 'Remove…');
  for (const choice of ['Not in a private place', 'Not today']) await host.window.page.getByText(choice, { exact: true }).click();
  await host.window.press(/^Remove$/);
  await until(() => cal.step, (step) => step === 'removed');
  said.putOut('Cal');
  await until(() => patientsSeen(ana), (count) => count === 3);
  await look('after the removal');
}, 90_000);

it('one leaves and reads their own minutes, the group ends for the other, and the clinician reads the attendance', async () => {
  await ana.leave();
  said.putOut('Ana');
  await ana.window.page.getByText(/You were here for \d+ minutes? today\./).waitFor();
  await ana.window.press('My minutes look wrong');
  await ana.window.page.getByText('Staff will see this today.').waitFor();
  await host.endForAll();
  await ben.titled('Thank you for coming.');
  said.putOut('Ben');
  await ben.window.page.getByText(/You were here for \d+ minutes? today\./).waitFor();
  await host.window.page.getByRole('link', { name: 'See the attendance' }).click();
  const table = host.window.page.getByRole('region', { name: 'Attendance by person' });
  await table.waitFor();
  for (const { what, value } of marks.filter(({ kind, of }) => kind === 'private' && of !== clinician)) if (what === 'surname') await table.getByText(value).first().waitFor();
  await look('at the end');
}, 60_000);

it('the database fails and quotes everybody; the patient reads a sentence, and the log keeps an id', async () => {
  await letDatabaseQuote(clinic);
  await ben.window.press('My minutes look wrong');
  await ben.window.page.getByText('Something went wrong on our side.').waitFor();
  await until(() => clinic.server.log, (log) => log.includes('"level":50'));
  await look('after the failure');
}, 30_000);

it('who asks for what is of staff or of others gets a refusal, and nonsense too', async () => {
  const [a] = planted;
  const ofSession = `/api/v1/sessions/${group.sessionId}`;
  const asked = [`/api/v1/visits/${a.seatId}`, `/api/v1/visits/${a.seatId}/minutes`, '/api/v1/today', ...['people', 'attendance', 'live-minutes', `seats/${a.seatId}/evidence`].map((what) => `${ofSession}/${what}`)];
  // Those addresses are the test's own idea, not something that Ben's browser was told.
  clinic.relay.tap = () => {};
  const answers = await Promise.all(asked.map((path) => ben.window.context.request.get(clinic.origin + path)));
  expect(answers.map((answer) => answer.status()).filter((status) => ![401, 403, 404].includes(status))).toEqual([]);
  for (const answer of answers) said.add('Ben', 'received', 'answer to what is not his', await answer.body());
  marks.push(...(await whatBecame()));
  expect((await nonsense(clinic.origin, a.seatId, marks)).filter((status) => status < 400 || status >= 500)).toEqual([]);
}, 30_000);

/** Ids, cookies and passes that the evening brought. */
async function whatBecame(): Promise<Mark[]> {
  const people = new Map([[clinician, field.personId], ...planted.map(({ label, personId }) => [label, personId] as const)]);
  const seats = await clinic.database.owner<{ id: string; person: string }>('select id, person_id as person from seat where session_id = $1', [group.sessionId]);
  const owners = new Map(seats.map(({ id, person }) => [id, [...people].find(([, personId]) => personId === person)![0]]));
  const cookies = await Promise.all([...windows].map(async ([of, { context }]) => (await context.cookies()).map(({ value }) => ({ of, value }))));
  return [
    ...(await Promise.all([...people].map(([label, personId]) => idsOf(clinic, label, personId)))).flat(),
    { of: clinician, what: 'seat', kind: 'seat', value: [...owners].find(([, of]) => of === clinician)![0] },
    ...[...cookies.flat(), { of: 'Cal', value: cal.cookie.split('=')[1]! }].map(({ of, value }) => ({ of, what: 'secret of the browser', kind: 'cookie', value }) as const),
    ...tokensIn(said, owners),
    { of: anybody, what: 'a signed token', kind: 'pass', value: 'eyJhbGciOi' },
    ...secretsOf(clinic, appSecret),
  ];
}

it('all of it was heard: every value, where it belongs', async () => {
  for (const [reader, { page }] of windows) await page.evaluate((text) => console.info(text), `${reader} is heard here`); // eslint-disable-line no-console -- the page's
  await askMachines(said, clinic, metricsPort);
  seen = sightings(said.all, marks);
  const isSeen = (mark: Mark): boolean => seen.some((one) => one.mark === mark);
  expect(marks.filter((mark) => mark.kind !== 'secret' && !isSeen(mark)).map(({ what, of }) => `${what} of ${of}`)).toEqual([]);
  const foundAt = ([what, of, reader, place]: (typeof belongs)[number]): boolean => seen.some(({ mark, said: one }) => mark.what === what && mark.of === of && one.reader === reader && one.place === place);
  expect(belongs.filter((one) => !foundAt(one))).toEqual([]);
  expect(enough.filter(([least, reader, place, where]) => said.count(reader, place, where) < least)).toEqual([]);
  expect(texts.filter(([place, text]) => !said.all.some((one) => one.place === place && one.text.includes(text)))).toEqual([]);
}, 60_000);

it('nobody sees another patient: no surname, contact, id, answer or secret where it does not belong', () => {
  expect(leaks(seen)).toEqual([]);
});

/** What of whom is found with whom, and where: no search passes by finding nothing. */
const belongs: readonly (readonly [what: string, of: string, reader: string, place: Said['place']])[] = [
  ['name for the group', 'Ana', 'Ben', 'received'],
  ['name for the group', 'Ana', 'Ben', 'screen'],
  ['name for the group', 'Ben', 'Ana', 'received'],
  ['name for the group', 'Cal', 'Ana', 'screen'],
  ['shown name', clinician, 'Cal', 'received'],
  ['seat', 'Ana', 'Cal', 'received'],
  ['seat', 'Ana', 'Ana', 'address'],
  // Inside of a token, in base64.
  ['seat', 'Ana', 'Ana', 'signalling'],
  ['given name', 'Ana', 'Ana', 'received'],
  ['address', 'Ana', 'Ana', 'sent'],
  ['emergency phone', 'Cal', 'Cal', 'sent'],
  ['PIN', 'Ben', 'Ben', 'sent'],
  ['link token', 'Ben', 'Ben', 'link'],
  ['secret of the browser', 'Ben', 'Ben', 'cookies'],
  ['secret of the browser', 'Ben', 'Ben', 'received'],
  ['secret of the browser', 'Cal', 'Cal', 'sent'],
  ['room token', 'Ben', 'Ben', 'received'],
  ['room token', 'Cal', 'Cal', 'received'],
  ['hold message', 'Ben', 'Ben', 'received'],
  ['surname', 'Ana', clinician, 'received'],
  ['surname', 'Ana', clinician, 'screen'],
  ['phone', 'Ben', clinician, 'received'],
  ['callback phone', 'Cal', clinician, 'received'],
  ['help request id', 'Ana', clinician, 'received'],
  ['reason of the removal', 'Cal', clinician, 'sent'],
  ['title', 'the group', 'Ben', 'screen'],
  ['title', 'the group', clinician, 'title'],
  ['seat', 'Ana', 'LiveKit', 'livekit'],
  ['seat', 'Ana', 'LiveKit', 'claims'],
  ['seat', 'Cal', 'the database', 'webhooks'],
  ['seat', 'Cal', 'the database', 'audit'],
  ['seat', 'Cal', 'the database', 'evidence'],
  ['person id', 'Ana', 'the database', 'audit'],
  ['email', 'Ana', 'the database', 'database'],
];

/** How often at least something of this kind was heard. */
const enough: readonly (readonly [least: number, reader: string, place: Said['place'], where: string])[] = [
  ...(['Ana', 'Ben', clinician] as const).flatMap((reader) =>
    ([[15, 'received', 'frame at /socket.io/'], [25, 'received', 'frame at /rtc'], [5, 'sent', 'frame at /socket.io/'], [10, 'sent', 'frame at /rtc'], [7, 'received', 'answer to '], [40, 'address', ''], [8, 'screen', ''], [8, 'storage', ''], [1, 'console', '']] as const).map(([least, place, where]) => [least, reader, place, where] as const),
  ),
  [10, 'Cal', 'received', 'answer to '],
  [1, 'Cal', 'received', 'answer to GET /rtc'],
  [50, 'the server', 'log', ''],
  [30, 'LiveKit', 'livekit', 'line'],
  [4, 'LiveKit', 'livekit', 'ListParticipants'],
  [8, 'LiveKit', 'claims', ''],
  [20, 'the database', 'webhooks', ''],
  [20, 'the database', 'audit', ''],
  [15, 'the database', 'evidence', ''],
];

/** Words that each of these must hold, so that it is the thing itself that was looked at. The last of them was compressed. */
const texts: readonly (readonly [place: Said['place'], text: string])[] = [
  ['log', '"level":50'],
  ['metrics', 'process_cpu_seconds_total'],
  ['arguments', 'main.js'],
  ['arguments', '--config'],
  ['storage', 'devicesChecked'],
  ['console', 'Ben is heard here'],
  ['signalling', 'a=extmap-allow-mixed'],
];
