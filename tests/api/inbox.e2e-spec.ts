import { HandleWebhooks, WebhookInbox } from '#attendance';
import { Clock } from '#kernel';
import { Database, sql, systemPrincipal } from '#platform';
import { LiveKitAccess, registerWebhook } from '#sfu';
import { jest } from '@jest/globals';
import { fastify } from 'fastify';
import { AccessToken } from 'livekit-server-sdk';
import { createHash, randomUUID } from 'node:crypto';
import { startTestClinic, type TestClinic } from './support/clinic.js';
import { LiveGroup, type Host } from './support/live-group.js';
import { until } from './support/until.js';

jest.setTimeout(120_000);

/** A promise that the test keeps itself. */
function whenever(): { promise: Promise<void>; resolve: () => void } {
  let resolve = (): void => undefined;
  const promise = new Promise<void>((kept) => (resolve = kept));
  return { promise, resolve };
}

describe('the inbox of webhooks', () => {
  let clinic: TestClinic;
  let group: LiveGroup;
  let host: Host;
  let roomId: string;
  const withPrincipal: Database['withPrincipal'] = (principal, work) => clinic.app.get(Database).withPrincipal(principal, work);

  beforeAll(async () => void (clinic = await startTestClinic()));
  afterAll(() => clinic.stop());
  beforeEach(async () => {
    ({ group, host, roomId } = await opened());
    await clinic.database.owner('delete from webhook_inbox');
  });
  afterEach(async () => {
    group.closeSockets();
    await clinic.database.owner('drop trigger if exists refuse_poison on presence_evidence');
  });

  async function opened() {
    const one = await LiveGroup.planned(clinic);
    const itsHost = await (await one.host('Dr. Field')).goIn();
    const [room] = await clinic.database.owner<{ id: string }>('select id from room where session_id = $1', [one.sessionId]);
    return { group: one, host: itsHost, roomId: room!.id };
  }

  const event = (kind: string, participantSid: string, more: object = {}) => ({
    id: `EV_${randomUUID()}`,
    event: kind,
    createdAt: String(Math.floor(Date.now() / 1000)),
    room: { sid: 'RM_1', name: roomId },
    participant: { sid: participantSid, identity: `${host.seatId}.0`, state: 'ACTIVE', joinedAtMs: String(Date.now()) },
    ...more,
  });
  const arrives = (body: ReturnType<typeof event>, room: string | null = body.room.name) =>
    clinic.app.get(WebhookInbox).store({ eventId: body.id, event: body.event, roomName: room, body, receivedAtMs: Date.now() });
  const sweep = () => clinic.app.get(HandleWebhooks).sweep();
  const open = async () => (await clinic.database.owner<{ id: string }>('select event_id as id from webhook_inbox where handled_at is null')).map(({ id }) => id);
  const sidsOf = async () => (await clinic.database.owner<{ sid: string }>("select participant_sid as sid from presence_evidence where room_id = $1 and participant_sid like 'PA_e%' order by id", [roomId])).map(({ sid }) => sid);

  /** An event of which no evidence can be made, whatever we do. */
  async function refusePoison(): Promise<void> {
    await clinic.database.owner(`create or replace function refuse_poison() returns trigger language plpgsql as $$ begin raise exception 'poison'; end $$`);
    await clinic.database.owner(`create trigger refuse_poison before insert on presence_evidence for each row when (new.participant_sid = 'PA_poison') execute function refuse_poison()`);
  }

  it("a track named with NUL leaves LiveKit's queue standing for nobody, and no name or metadata is kept", async () => {
    const secret = 'a-secret-for-these-tests-of-32-characters';
    const route = fastify();
    registerWebhook(route, { access: new LiveKitAccess('http://127.0.0.1:7880', 'api', secret), inbox: clinic.app.get(WebhookInbox), clock: clinic.app.get(Clock) });
    const address = await route.listen({ port: 0, host: '127.0.0.1' });
    const post = async (body: object): Promise<number> => {
      const payload = JSON.stringify(body);
      const token = new AccessToken('api', secret, { ttl: 60 });
      token.sha256 = createHash('sha256').update(payload).digest('base64');
      return (await fetch(`${address}/api/v1/livekit/webhook`, { method: 'POST', body: payload, headers: { 'content-type': 'application/webhook+json', authorization: await token.toJwt() } })).status;
    };
    const published = event('track_published', 'PA_e1', { track: { sid: 'TR_1', type: 'VIDEO', source: 'CAMERA', name: 'canary\0name' } });
    Object.assign(published.participant, { name: 'canary', metadata: 'canary\0', attributes: { canary: '\0' } });
    expect([await post(published), await post(event('participant_left', 'PA_e1'))]).toEqual([200, 200]);
    await sweep();
    await route.close();
    const rows = await clinic.database.owner<{ outcome: string; row: string }>('select outcome, to_jsonb(one)::text as row from webhook_inbox one order by arrival');
    expect(rows.map(({ outcome }) => outcome)).toEqual(['irrelevant', 'evidence']);
    expect(JSON.stringify(rows)).not.toContain('canary');
    expect(await sidsOf()).toEqual(['PA_e1']);
  });

  it('one poison event is put aside after five tries, and the rest is handled in order at once', async () => {
    await refusePoison();
    const poison = event('participant_left', 'PA_poison');
    await arrives(event('participant_left', 'PA_e1'));
    await arrives(poison);
    for (const sid of ['PA_e2', 'PA_e3']) await arrives(event('participant_left', sid));
    await sweep();
    expect(await sidsOf()).toEqual(['PA_e1', 'PA_e2', 'PA_e3']);
    const row = async () => (await clinic.database.owner('select tries, outcome, parked_because, handled_at is not null as handled from webhook_inbox where event_id = $1', [poison.id]))[0];
    expect(await row()).toEqual({ tries: 1, outcome: null, parked_because: null, handled: false });
    await sweep();
    expect(await row()).toMatchObject({ tries: 1 });
    for (const tries of [2, 3, 4]) {
      await clinic.database.owner('update webhook_inbox set next_try_at = null');
      await sweep();
      expect(await row()).toMatchObject({ tries, handled: false });
    }
    await clinic.database.owner('update webhook_inbox set next_try_at = null');
    await sweep();
    expect(await row()).toEqual({ tries: 5, outcome: 'parked', parked_because: 'P0001', handled: true });
    expect(await open()).toEqual([]);
  });

  it('ten thousand events in order with one poison among them are all handled', async () => {
    await refusePoison();
    const bodies = Array.from({ length: 10_000 }, (_, index) => event('participant_connection_aborted', index === 4_000 ? 'PA_poison' : `PA_e${index}`));
    await clinic.database.owner(
      `insert into webhook_inbox (event_id, event, room_name, body, received_at) select body ->> 'id', body ->> 'event', $2, body, now() from jsonb_array_elements($1::jsonb) with ordinality as one (body, place) order by place`,
      [JSON.stringify(bodies), roomId],
    );
    await sweep();
    expect(await open()).toEqual([bodies[4_000]!.id]);
    const misplaced = (await sidsOf()).map((sid, index) => [sid, `PA_e${index < 4_000 ? index : index + 1}`]).filter(([sid, expected]) => sid !== expected);
    expect(misplaced.slice(0, 10)).toEqual([]);
    expect(await sidsOf()).toHaveLength(9_999);
  });

  it('a group whose session is held by somebody holds up no other group', async () => {
    const other = await opened();
    const { promise: held, resolve: letGo } = whenever();
    const { promise: locked, resolve: isLocked } = whenever();
    const holding = withPrincipal(systemPrincipal(group.clinicId, 'test'), async () => {
      await sql('select 1 from live_session where session_id = $1 for update', [group.sessionId]);
      isLocked();
      await held;
    });
    await locked;
    await arrives(event('participant_left', host.sid));
    await arrives({ ...event('participant_left', 'PA_e1'), room: { sid: 'RM_2', name: other.roomId } });
    const settled = async () => (await clinic.database.owner<{ count: number }>("select count(*)::int as count from presence_evidence where room_id = $1 and participant_sid = 'PA_e1'", [other.roomId]))[0]!.count;
    await until(settled, (count) => count === 1);
    letGo();
    await holding;
    other.group.closeSockets();
    await sweep();
  });

  it('events of a room that is none of ours are kept aside, and so are those without a room', async () => {
    const foreign = { ...event('room_started', 'PA_e1'), room: { sid: 'RM_9', name: randomUUID() } };
    await arrives(foreign);
    await arrives(event('egress_started', 'PA_e2'), null);
    await sweep();
    expect(await clinic.database.owner('select outcome from webhook_inbox')).toEqual([{ outcome: 'unknown_room' }, { outcome: 'unknown_room' }]);
  });

  it('what was handled more than thirty days ago is forgotten; its evidence stays, and what was put aside stays', async () => {
    for (const sid of ['PA_e1', 'PA_e2', 'PA_e3']) await arrives(event('participant_left', sid));
    await sweep();
    const [old, parked, fresh] = (await clinic.database.owner<{ id: string }>('select event_id as id from webhook_inbox order by arrival')).map(({ id }) => id);
    await clinic.database.owner("update webhook_inbox set handled_at = now() - interval '31 days' where event_id = any ($1)", [[old, parked]]);
    await clinic.database.owner("update webhook_inbox set outcome = 'parked', parked_because = 'P0001' where event_id = $1", [parked]);
    await clinic.app.get(HandleWebhooks).forget();
    expect((await clinic.database.owner<{ id: string }>('select event_id as id from webhook_inbox order by arrival')).map(({ id }) => id)).toEqual([parked, fresh]);
    expect(await sidsOf()).toEqual(['PA_e1', 'PA_e2', 'PA_e3']);
  });
});
