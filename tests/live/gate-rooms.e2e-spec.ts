import { SystemClock } from '#kernel';
import { LiveKitAccess, LiveKitRooms } from '#sfu';
import { randomUUID } from 'node:crypto';
import { LiveKitServer } from './support/livekit.js';
import { RtcPeople } from './support/rtc-people.js';
import { until } from './support/until.js';

let livekit: LiveKitServer;
let people: RtcPeople;
let rooms: LiveKitRooms;

beforeAll(async () => {
  livekit = await LiveKitServer.start();
  people = RtcPeople.start();
  rooms = new LiveKitRooms(new LiveKitAccess(livekit.url, livekit.apiKey, livekit.apiSecret), new SystemClock());
}, 30_000);

afterAll(async () => {
  await people.stop();
  await livekit.stop();
});

async function join(room: string, identity: string, publish = true) {
  const { token } = await rooms.mintPass({ roomId: room, identity, role: 'patient' });
  return people.join({ url: livekit.url, token, publish });
}

const away = { code: 'unavailable', status: 503 };

describe('the rooms of LiveKit', () => {
  it('are made once, listed by name, and deleted; doing each again is done', async () => {
    const room = randomUUID();
    for (let turn = 0; turn < 2; turn += 1) await rooms.ensureRoom({ roomId: room, capacity: 12 });
    expect(await rooms.listRooms()).toEqual([{ roomId: room, roomSid: expect.stringMatching(/^RM_/) }]);
    expect(await rooms.listParticipants(room)).toEqual([]);
    for (let turn = 0; turn < 2; turn += 1) await rooms.deleteRoom(room);
    expect(await rooms.listRooms()).toEqual([]);
  });

  it('tell who is in, in plain numbers', async () => {
    const room = randomUUID();
    const identity = `${randomUUID()}.1`;
    await rooms.ensureRoom({ roomId: room, capacity: 12 });
    const before = Date.now();
    const { participantSid } = await join(room, identity, false);
    const [person] = await until(() => rooms.listParticipants(room), ([first]) => first?.state === 'active');
    expect(person).toEqual({ identity, participantSid, roomSid: expect.stringMatching(/^RM_/) as string, state: 'active', joinedAtMs: expect.any(Number) as number });
    expect(Math.abs(person!.joinedAtMs - before)).toBeLessThan(5000);
    await people.leave(identity);
    await until(() => rooms.listParticipants(room), (list) => list.length === 0);
  }, 30_000);

  it('take no more people than they may hold', async () => {
    const room = randomUUID();
    await rooms.ensureRoom({ roomId: room, capacity: 1 });
    const first = `${randomUUID()}.1`;
    await join(room, first, false);
    await expect(join(room, `${randomUUID()}.1`, false)).rejects.toThrow();
    await people.leave(first);
  }, 30_000);

  it('lose somebody who is removed; removing one who is not there is done', async () => {
    const room = randomUUID();
    const identity = `${randomUUID()}.1`;
    await rooms.ensureRoom({ roomId: room, capacity: 12 });
    await join(room, identity, false);
    await rooms.removeParticipant(room, identity);
    await until(() => people.person(identity), ({ disconnectReason }) => disconnectReason === 'PARTICIPANT_REMOVED');
    await rooms.removeParticipant(room, identity);
    await rooms.removeParticipant(randomUUID(), identity);
  }, 30_000);

  it('mute a microphone; muting again, or somebody without one, is done', async () => {
    const room = randomUUID();
    const [speaker, listener] = [`${randomUUID()}.1`, `${randomUUID()}.1`];
    await rooms.ensureRoom({ roomId: room, capacity: 12 });
    await join(room, speaker);
    await join(room, listener, false);
    await until(() => people.person(listener), ({ audioFrames }) => (audioFrames[speaker] ?? 0) > 20);
    for (let turn = 0; turn < 2; turn += 1) await rooms.muteMicrophone(room, speaker);
    await rooms.muteMicrophone(room, listener);
    await until(() => people.person(speaker), ({ microphoneMuted }) => microphoneMuted === true);
    await people.leave(speaker);
    await people.leave(listener);
  }, 30_000);
});

describe('what is not known is not nobody', () => {
  it('an absent room is an error at once', async () => {
    const begun = performance.now();
    await expect(rooms.listParticipants(randomUUID())).rejects.toMatchObject(away);
    expect(performance.now() - begun).toBeLessThan(1000);
  });

  it('a LiveKit that is away is an error for every call, and not for a pass', async () => {
    const room = randomUUID();
    await livekit.kill();
    const calls = [
      rooms.listRooms(),
      rooms.listParticipants(room),
      rooms.ensureRoom({ roomId: room, capacity: 12 }),
      rooms.deleteRoom(room),
      rooms.removeParticipant(room, 'x'),
      rooms.muteMicrophone(room, 'x'),
    ];
    for (const call of await Promise.allSettled(calls)) expect(call).toMatchObject({ status: 'rejected', reason: away });
    const { token, expiresAt } = await rooms.mintPass({ roomId: room, identity: 'x', role: 'host' });
    const { exp } = JSON.parse(Buffer.from(token.split('.')[1]!, 'base64url').toString()) as { exp: number };
    expect(Math.abs(exp * 1000 - expiresAt.getTime())).toBeLessThanOrEqual(1000);
    await livekit.startAgain();
    expect(await rooms.listRooms()).toEqual([]);
  }, 30_000);
});
