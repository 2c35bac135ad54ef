import { Evening, type Media } from './support/evening.js';
import { LiveClinic } from './support/live-clinic.js';
import { ownSockets } from './support/relay.js';
import { RtcPeople } from './support/rtc-people.js';
import { expectAccurate, expectWithinPoll } from './support/truth.js';
import { until } from './support/until.js';
import { WebhookRelay, type WebhookWay } from './support/webhook-relay.js';

/**
 * Five groups at once, told in order. What LiveKit says of four of them is lost, doubled, reversed or comes after the end; of the fifth
 * neither LiveKit nor the pages are heard, so that the keeper's poll is alone. At the end the minutes are held against what really happened.
 */
const titles = ['lost', 'twice', 'reversed', 'late', 'poll alone'] as const;
type Title = (typeof titles)[number];
const ways: Readonly<Record<Title, WebhookWay>> = { lost: 'lost', twice: 'twice', reversed: 'reversed', late: 'late', 'poll alone': 'lost' };
const watched = titles.slice(0, 4);

const wayOfSession = new Map<string, WebhookWay>();
const evenings = new Map<Title, Evening>();
let webhooks: WebhookRelay;
let clinic: LiveClinic;
/** At most ten people fit into one process. */
let lasting: RtcPeople[];
let mortal: RtcPeople;

beforeAll(async () => {
  webhooks = await WebhookRelay.open(wayOfRoom);
  clinic = await LiveClinic.start({ webhooksBy: (route) => webhooks.before(route) });
  lasting = [RtcPeople.start(), RtcPeople.start()];
  mortal = RtcPeople.start();
  await Promise.all(titles.map((title, index) => begin(title, { lasting: lasting[index % 2]!, mortal })));
}, 120_000);

afterAll(async () => {
  for (const { host, people } of evenings.values()) {
    host.close();
    for (const person of people.values()) await person.leave();
  }
  for (const media of [...(lasting ?? []), mortal]) await media?.stop();
  await clinic?.stop();
  await webhooks?.close();
});

async function begin(title: Title, media: Media): Promise<void> {
  const clinician = await clinic.clinician(`Dr. ${title} Field`);
  const evening = await Evening.planned(clinic, clinician, media, title);
  wayOfSession.set(evening.group.sessionId, ways[title]);
  evenings.set(title, evening);
  await evening.begin();
}

async function wayOfRoom(room: string): Promise<WebhookWay> {
  const rows = await clinic.database.owner<{ session: string }>('select session_id as session from room where id::text = $1', [room]);
  return wayOfSession.get(rows[0]?.session ?? '') ?? 'through';
}

const evening = (title: Title): Evening => evenings.get(title)!;
const each = <Result>(some: readonly Title[], act: (evening: Evening) => Promise<Result>): Promise<Result[]> => Promise.all(some.map((title) => act(evening(title))));

async function roomOf(title: Title): Promise<string> {
  const [room] = await clinic.database.owner<{ id: string }>('select id from room where session_id = $1', [evening(title).group.sessionId]);
  return room!.id;
}

/** The events that the inbox holds of a group, and those of them that speak of presence, each by LiveKit's id. */
async function kept(title: Title): Promise<{ events: number; evidence: number }> {
  const room = await roomOf(title);
  const [row] = await clinic.database.owner<{ events: number; evidence: number }>(
    'select (select count(*)::int from webhook_inbox where room_name = $1::text and handled_at is not null) as events, (select count(*)::int from presence_evidence where room_id::text = $1) as evidence',
    [room],
  );
  return row!;
}

it('everybody is let in, whatever becomes of the webhooks', async () => {
  // One group after the other: what is known of when each person came must not be blurred by all the others.
  for (const title of titles) await evening(title).admitAll();
  const alone = evening('poll alone');
  for (const { cookie } of alone.people.values()) clinic.relay.cut(ownSockets(cookie));
  await until(() => [...alone.people.values()].map(({ isListening }) => isListening), (listening) => !listening.includes(true));
}, 60_000);

it('one leaves, one is sent out and let in again, one is killed', async () => {
  const began = Date.now();
  // Who is not seen by any look of the keeper, and of whom LiveKit is not heard, leaves nothing.
  await until(() => Date.now() - began, (ms) => ms > 12_000);
  await each(watched, (one) => one.sentOutAndBack('Eli'));
  for (const title of titles) await evening(title).leaves('Ana');
  for (const one of evenings.values()) one.isKilled('Cal');
  await mortal.kill();
  await each(titles, (one) => one.stands('Cal', 'dropped', 45));
}, 90_000);

it('the group ends, and what was held comes at last', async () => {
  await each(titles, (one) => one.ends());
  const before = await kept('late');
  expect(before).toEqual({ events: 0, evidence: 0 });
  // LiveKit says goodbye of a room a moment after its end.
  await until(() => webhooks.heldOf('room_finished').length, (count) => count === 2);
}, 30_000);

it('the minutes are what really happened in every one of them', async () => {
  const early = await evening('late').compared();
  const delivered = [...(await webhooks.deliver(await roomOf('late'))), ...(await webhooks.deliver(await roomOf('reversed')))];
  expect(new Set(delivered)).toEqual(new Set([200]));
  await until(() => clinic.database.owner<{ open: number }>('select count(*)::int as open from webhook_inbox where handled_at is null'), ([row]) => row!.open === 0);
  expect(await kept('lost')).toEqual({ events: 0, evidence: 0 });
  const compared = (await each(watched, (one) => one.compared())).flat();
  expectAccurate([...compared, ...early]);
}, 30_000);

it('an hour later would have been as good', async () => {
  const stated = async () => (await evening('late').compared()).map(({ who, stated: seconds, edges }) => ({ who, seconds, edges }));
  const before = await stated();
  await clinic.database.owner("update presence_evidence set received_at = received_at + interval '1 hour' where room_id::text = $1", [await roomOf('late')]);
  expect(await stated()).toEqual(before);
});

it('each event is kept once', async () => {
  const twice = await roomOf('twice');
  const ofRoom = (await clinic.database.owner<{ id: string }>('select event_id as id from webhook_inbox where room_name = $1', [twice])).map(({ id }) => id);
  expect(ofRoom.map((id) => webhooks.answered.filter(({ eventId }) => eventId === id).map(({ status }) => status))).toEqual(ofRoom.map(() => [200, 200]));
  expect((await kept('twice')).evidence).toBeGreaterThan(8);
});

it('the poll alone is within its time, and says by how much it may be wrong', async () => {
  const compared = await evening('poll alone').compared();
  expectWithinPoll(compared);
});
