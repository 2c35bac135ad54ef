import { AccessToken } from 'livekit-server-sdk';
import { randomUUID } from 'node:crypto';
import { GatedLiveKit } from './support/gated-livekit.js';
import { handshake } from './support/handshake.js';
import { RtcPeople } from './support/rtc-people.js';
import { until } from './support/until.js';

let gated: GatedLiveKit;
let people: RtcPeople;
let room: string;
let seat: string;

beforeAll(async () => {
  gated = await GatedLiveKit.start();
  people = RtcPeople.start();
}, 30_000);

afterAll(async () => {
  await people.stop();
  await gated.stop();
});

beforeEach(async () => {
  gated.trouble = undefined;
  room = randomUUID();
  seat = randomUUID();
  await gated.rooms.ensureRoom({ roomId: room, capacity: 12 });
});

async function admit(identity: string): Promise<string> {
  gated.seats.add(`${identity} ${room}`);
  return (await gated.rooms.mintPass({ roomId: room, identity, role: 'patient' })).token;
}

const knock = (token: string, more = ''): Promise<number> => handshake(gated.origin, `/rtc?access_token=${token}&sdk=js&protocol=16${more}`);
const knockAtLiveKit = (token: string): Promise<number> => handshake(gated.livekit.url, `/rtc?access_token=${token}&sdk=js&protocol=16`);
const whyNot = async (token: string): Promise<number> => (await fetch(`${gated.origin}/rtc/validate?access_token=${token}`)).status;

async function resign(claims: object): Promise<string> {
  const token = new AccessToken(gated.livekit.apiKey, gated.livekit.apiSecret, { identity: `${seat}.1`, ttl: 60, ...claims });
  token.addGrant({ roomJoin: true, room });
  return token.toJwt();
}

describe('people who were admitted', () => {
  it('come in through the gate, see and hear each other, and are reported to our webhook', async () => {
    const [first, second] = [`${randomUUID()}.1`, `${randomUUID()}.1`];
    await people.join({ url: gated.origin, token: await admit(first) });
    await people.join({ url: gated.origin, token: await admit(second) });
    for (const [who, whom] of [[first, second], [second, first]] as const) {
      await until(() => people.person(who), ({ videoFrames, audioFrames }) => (videoFrames[whom] ?? 0) >= 10 && (audioFrames[whom] ?? 0) >= 50);
    }
    const joined = () => gated.webhooks.filter(({ event, roomName }) => event === 'participant_joined' && roomName === room);
    await until(joined, (webhooks) => webhooks.length === 2);
    expect(joined().map(({ body }) => (body as { participant: { identity: string } }).participant.identity).sort()).toEqual([first, second].sort());
    await people.leave(first);
    await people.leave(second);
    await until(() => gated.webhooks.filter(({ event, roomName }) => event === 'participant_left' && roomName === room).length, (left) => left === 2);
  }, 45_000);

  it('stay in when their signalling is cut: they come back as the same connection', async () => {
    const [first, second] = [`${randomUUID()}.1`, `${randomUUID()}.1`];
    const { participantSid } = await people.join({ url: gated.origin, token: await admit(first) });
    await people.join({ url: gated.origin, token: await admit(second) });
    await until(() => people.person(first), ({ videoFrames }) => (videoFrames[second] ?? 0) >= 5);
    gated.cutSignalling();
    for (const who of [first, second]) await until(() => people.person(who), ({ reconnects, state }) => reconnects === 1 && state === 'connected');
    expect((await people.person(first)).participantSid).toBe(participantSid);
    await people.leave(first);
    await people.leave(second);
  }, 45_000);
});

describe('somebody who was removed', () => {
  it('comes back by no token, neither the given one nor those that LiveKit handed out, nor after being admitted again', async () => {
    const identity = `${seat}.1`;
    const given = await admit(identity);
    const { participantSid } = await people.join({ url: gated.origin, token: given });
    const { tokens } = await until(() => people.person(identity), (person) => person.tokens.length > 1);

    gated.seats.delete(`${identity} ${room}`);
    await gated.rooms.removeParticipant(room, identity);
    const { disconnectReason } = await until(() => people.person(identity), ({ state }) => state === 'disconnected');
    expect(disconnectReason).toBe('PARTICIPANT_REMOVED');

    const next = await admit(`${seat}.2`);
    for (const token of tokens) {
      expect([await knock(token), await whyNot(token), await knock(token, `&reconnect=1&sid=${participantSid}`)]).toEqual([403, 403, 403]);
      // Without the gate the door would stand open: LiveKit itself revokes nothing.
      expect(await knockAtLiveKit(token)).toBe(101);
    }
    await expect(people.join({ url: gated.origin, token: given })).rejects.toThrow();
    await people.join({ url: gated.origin, token: next });
    await people.leave(`${seat}.2`);
  }, 45_000);

  it('is not let back in when the removal itself was lost and the connection breaks', async () => {
    const identity = `${seat}.1`;
    await people.join({ url: gated.origin, token: await admit(identity) });
    gated.seats.delete(`${identity} ${room}`);
    gated.cutSignalling();
    await until(() => people.person(identity), ({ state }) => state === 'disconnected', 60);
  }, 75_000);
});

describe('what the gate answers', () => {
  it.each<[string, () => Promise<string>, number]>([
    ['a pass of another room', async () => (await gated.rooms.mintPass({ roomId: randomUUID(), identity: `${seat}.1`, role: 'patient' })).token, 403],
    ['a pass that is over', () => resign({ ttl: -30 }), 401],
    ['a pass without signature', async () => `${Buffer.from('{"alg":"none"}').toString('base64url')}.${(await resign({})).split('.')[1]}.`, 401],
    ['a pass of somebody else', () => resign({ identity: `${randomUUID()}.1` }), 403],
    ['an admitted pass', () => resign({}), 101],
  ])('%s: %3$i', async (_what, token, status) => {
    await admit(`${seat}.1`);
    const made = await token();
    expect(await knock(made)).toBe(status);
    expect(await whyNot(made)).toBe(status === 101 ? 200 : status);
  });

  it('a second identity by the same pass: 403, where LiveKit would let it in', async () => {
    const token = await admit(`${seat}.1`);
    expect(await knock(token, '&publish=camera')).toBe(403);
    expect(await handshake(gated.livekit.url, `/rtc?access_token=${token}&publish=camera`)).toBe(101);
  });

  it('somebody admitted whose room is not there yet: 503, where LiveKit says 404 for good', async () => {
    room = randomUUID();
    const token = await admit(`${seat}.1`);
    expect([await knockAtLiveKit(token), await knock(token), await whyNot(token)]).toEqual([404, 503, 503]);
    await gated.rooms.ensureRoom({ roomId: room, capacity: 12 });
    expect([await knock(token), await whyNot(token)]).toEqual([101, 200]);
  });

  it.each(['not_now', 'fails'] as const)('the group room says %s: 503', async (trouble) => {
    const token = await admit(`${seat}.1`);
    gated.trouble = trouble;
    expect([await knock(token), await whyNot(token)]).toEqual([503, 503]);
  });

  it('LiveKit is killed: 503, until its rooms are made again', async () => {
    const token = await admit(`${seat}.1`);
    await gated.livekit.kill();
    expect([await knock(token), await whyNot(token)]).toEqual([503, 503]);
    await gated.livekit.startAgain();
    expect([await knock(token), await whyNot(token)]).toEqual([503, 503]);
    await gated.rooms.ensureRoom({ roomId: room, capacity: 12 });
    expect([await knock(token), await whyNot(token)]).toEqual([101, 200]);
  }, 30_000);
});

it('no token is in any log, ours or LiveKit\'s', () => {
  expect(gated.logged).toContain('"msg":"incoming request"');
  expect(gated.logged + gated.livekit.log).not.toMatch(/eyJ|access_token/);
});
