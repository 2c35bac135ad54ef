import type { ReceivedWebhook } from '#attendance';
import { Clock } from '#kernel';
import { Logger } from '@nestjs/common';
import { fastify, type FastifyInstance } from 'fastify';
import { AccessToken } from 'livekit-server-sdk';
import { createHash } from 'node:crypto';
import { request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { LiveKitAccess } from '../livekit-access.js';
import { liveKitWebhookPath, registerWebhook } from './register-webhook.js';

const secret = 'a-secret-for-unit-tests-of-32-characters';
const receivedAtMs = Date.UTC(2026, 2, 3, 17, 0, 5);
const room = '0f9d6a2e-6a53-4a0e-8f5d-0c1e6a2b7f10';
const identity = '7d1b2a90-0b60-4a35-9d3e-2f1f0a6f9c55.1';

class FixedClock extends Clock {
  override now(): Date {
    return new Date(receivedAtMs);
  }

  override monotonic(): number {
    return 0;
  }
}

const joined = {
  id: 'EV_1',
  event: 'participant_joined',
  createdAt: '1772557200',
  room: { sid: 'RM_1', name: room },
  participant: { sid: 'PA_1', identity, state: 'ACTIVE', joinedAt: '1772557199', joinedAtMs: '1772557199420' },
  notKnownToTheSdk: { kept: true },
};

let app: FastifyInstance;
let kept: ReceivedWebhook[];
let store: (webhook: ReceivedWebhook) => Promise<void>;
let warnings: string[];

beforeEach(async () => {
  kept = [];
  store = async (webhook) => void kept.push(webhook);
  warnings = [];
  const warn = (line: unknown): void => void warnings.push(String(line));
  Logger.overrideLogger({ log: warn, warn, error: warn });
  app = fastify({ bodyLimit: 64 * 1024 });
  registerWebhook(app, { access: new LiveKitAccess('http://127.0.0.1:7880', 'unit', secret), inbox: { store: (webhook) => store(webhook) }, clock: new FixedClock() });
  await app.listen({ port: 0, host: '127.0.0.1' });
});

afterEach(async () => {
  Logger.overrideLogger(false);
  await app.close();
});

async function sign(body: string, { key = 'unit', by = secret, ttl = 300 } = {}): Promise<string> {
  const token = new AccessToken(key, by, { ttl });
  token.sha256 = createHash('sha256').update(body).digest('base64');
  return token.toJwt();
}

async function post(body: string, authorization: string | undefined, type = 'application/webhook+json'): Promise<number> {
  const headers = { 'content-type': type, 'content-length': Buffer.byteLength(body), ...(authorization === undefined ? {} : { authorization }) };
  return new Promise((resolve, reject) => {
    const sending = request({ port: (app.server.address() as AddressInfo).port, path: liveKitWebhookPath, method: 'POST', headers, agent: false });
    let status: number | undefined;
    sending.once('response', (response) => {
      status = response.statusCode!;
      response.resume();
    });
    // A body that is refused for its size ends with a reset while it is still being sent; the answer came before.
    sending.once('error', (error) => status ?? reject(error)).once('close', () => status && resolve(status));
    sending.end(body);
  });
}

async function postSigned(body: string): Promise<number> {
  return post(body, await sign(body));
}

describe("LiveKit's webhooks", () => {
  it('are kept whole, as they came, and answered 200', async () => {
    // The spaces are part of what is signed.
    expect(await postSigned(JSON.stringify(joined, null, 2))).toBe(200);
    expect(kept).toEqual([{ eventId: 'EV_1', event: 'participant_joined', roomName: room, body: joined, receivedAtMs }]);
  });

  it('are kept when this SDK does not know the event, or it has no room', async () => {
    expect(await postSigned(JSON.stringify({ id: 'EV_2', event: 'room_teleported' }))).toBe(200);
    expect(kept).toEqual([{ eventId: 'EV_2', event: 'room_teleported', roomName: null, body: { id: 'EV_2', event: 'room_teleported' }, receivedAtMs }]);
  });

  const body = JSON.stringify(joined);
  it.each<[string, () => Promise<string | undefined>, number]>([
    ['unsigned', () => Promise.resolve(undefined), 401],
    ['with something that is no signature', () => Promise.resolve('abc'), 401],
    ['signed by another key', () => sign(body, { key: 'other', by: 'another-secret-of-at-least-32-characters' }), 401],
    ['signed by another secret', () => sign(body, { by: 'another-secret-of-at-least-32-characters' }), 401],
    ['altered after signing', () => sign(`${body} `), 401],
    ['signed over a day ago', () => sign(body, { ttl: -25 * 60 * 60 }), 401],
    ['held back for an hour on the way', () => sign(body, { ttl: -60 * 60 }), 200],
    ['signed by a clock half a minute behind', () => sign(body, { ttl: -30 }), 200],
  ])('%s: %3$i', async (_what, authorization, status) => {
    expect(await post(body, await authorization())).toBe(status);
    expect(kept).toHaveLength(status === 200 ? 1 : 0);
  });

  it.each([
    ['no event', '[]', 401],
    ['no JSON', 'hello', 401],
    ['an event without an id', '{"event":"room_started"}', 400],
  ])('rightly signed, but %s', async (_what, text, status) => {
    expect(await postSigned(text)).toBe(status);
    expect(kept).toEqual([]);
  });

  it('larger than a megabyte are not read', async () => {
    const large = JSON.stringify({ ...joined, filler: 'x'.repeat(5 * 1024 * 1024) });
    expect(await postSigned(large)).toBe(413);
  });

  it('of half a megabyte are, though other routes take less', async () => {
    expect(await postSigned(JSON.stringify({ ...joined, filler: 'x'.repeat(512 * 1024) }))).toBe(200);
  });

  it('of another content type are not', async () => {
    expect(await post(body, await sign(body), 'application/json')).toBe(415);
  });

  it('are asked for again while the database is away, and nothing of them is told', async () => {
    store = () => Promise.reject(Object.assign(new Error(`connect failed for ${identity}`), { code: 'ECONNREFUSED' }));
    expect(await postSigned(body)).toBe(503);
    expect(warnings).toEqual(['an event of LiveKit was not kept (ECONNREFUSED)']);
    store = async (webhook) => void kept.push(webhook);
    expect(await postSigned(body)).toBe(200);
  });

  it('are asked for again when keeping them takes too long', async () => {
    store = () => new Promise(() => undefined);
    expect(await postSigned(body)).toBe(503);
  });
});
