import type { ConnectAnswer } from '#group-room';
import { Logger } from '@nestjs/common';
import { once } from 'node:events';
import { request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { io } from 'socket.io-client';
import { GateBench, pass, type Upgraded } from './gate-bench.js';

let bench: GateBench;
let logged: string;

beforeEach(async () => {
  logged = '';
  const keepLine = (line: unknown): void => void (logged += `${JSON.stringify(line)}\n`);
  Logger.overrideLogger({ log: keepLine, warn: keepLine, error: keepLine, debug: keepLine, verbose: keepLine });
  bench = await GateBench.open((line) => (logged += line));
});

afterEach(async () => {
  await bench.close();
  Logger.overrideLogger(false);
});

const upgrade = (path: string, headers?: Record<string, string>): Promise<Upgraded> => bench.upgrade(path, headers);

const validate = async (token: string): Promise<Response> => fetch(`http://127.0.0.1:${bench.port}/rtc/v1/validate?access_token=${token}&join_request=x`, { headers: { cookie: 'device=secret' } });

describe('what LiveKit gets to see', () => {
  it('is the token as a header, and neither cookie, address, origin nor extensions', async () => {
    const token = await pass();
    const { status, text, socket } = await upgrade(`/rtc/v1?access_token=${token}&join_request=x`, {
      cookie: '__Host-device=a-secret',
      origin: 'https://clinic.example.com',
      'user-agent': 'Browser/1',
      'x-forwarded-for': '203.0.113.9',
      'sec-websocket-extensions': 'permessage-deflate',
    });
    expect(status).toBe(101);
    expect(text).toMatch(/sec-websocket-accept: right/i);
    expect(text).not.toMatch(/x-inner/i);
    const host = `127.0.0.1:${(bench.recorder.server.address() as AddressInfo).port}`;
    expect(bench.recorder.requests).toEqual([
      {
        method: 'GET',
        url: '/rtc/v1?join_request=x',
        headers: { host, authorization: `Bearer ${token}`, connection: 'Upgrade', upgrade: 'websocket', 'user-agent': 'Browser/1', 'sec-websocket-version': '13', 'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==' },
      },
    ]);
    socket.destroy();
  });

  it('is the same for the validate request, and nothing of it reaches a log', async () => {
    const token = await pass();
    expect((await validate(token)).status).toBe(200);
    expect(bench.recorder.requests).toMatchObject([{ url: '/rtc/v1/validate?join_request=x', headers: { authorization: `Bearer ${token}` } }]);
    expect(bench.recorder.requests[0]!.headers).not.toHaveProperty('cookie');
    bench.recorder.says = 404;
    const { socket } = await upgrade(`/rtc?access_token=${token}`);
    socket.destroy();
    expect(logged).toContain('LiveKit did not take a connection (404)');
    expect(logged).not.toMatch(/access_token|join_request|eyJ|\/rtc/);
  });
});

describe('what the browser gets to hear', () => {
  it.each<[string, ConnectAnswer, number, number]>([
    ['a removed seat: a final no', 'no', 101, 403],
    ['too early: try again', 'not_now', 101, 503],
    ['LiveKit has no such room yet: try again', 'yes', 404, 503],
    ['LiveKit refuses what we admitted: try again', 'yes', 401, 503],
    ['LiveKit fails: try again', 'yes', 500, 503],
  ])('%s', async (_what, seat, livekit, expected) => {
    bench.answer = seat;
    bench.recorder.says = livekit;
    const token = await pass();
    const { status, text, socket } = await upgrade(`/rtc/v1?access_token=${token}`);
    expect(status).toBe(expected);
    expect(text).not.toContain('room does not exist');
    if (!socket.closed) await once(socket, 'close');
    expect((await validate(token)).status).toBe(expected);
  });

  it('LiveKit away: try again', async () => {
    bench.recorder.server.close();
    const token = await pass();
    const { status, text } = await upgrade(`/rtc/v1?access_token=${token}`);
    expect([status, (await validate(token)).status]).toEqual([503, 503]);
    expect(text).toMatch(/retry-after: 1/i);
  });

  it.each([
    ['/rtc/v2', 404],
    ['/rtc/v1?publish=x', 403],
    ['/rtc/v1', 401],
    ['/elsewhere', 404],
    ['/rtcx', 404],
  ])('an upgrade of %s is answered and ended: %i', async (path, expected) => {
    const { status, socket } = await upgrade(path);
    expect(status).toBe(expected);
    if (!socket.closed) await once(socket, 'close');
    expect(bench.recorder.requests).toEqual([]);
  });

  it('a plain request to a signalling path, or to anything else of LiveKit, finds nothing', async () => {
    for (const path of ['/rtc', '/rtc/v1', '/rtc/x/y', '/twirp/livekit.RoomService/ListRooms']) {
      expect((await fetch(`http://127.0.0.1:${bench.port}${path}`, { headers: { authorization: `Bearer ${await pass()}` } })).status).toBe(404);
    }
    expect(bench.recorder.requests).toEqual([]);
  });
});

describe('an open connection', () => {
  async function admitted(): Promise<Upgraded> {
    return upgrade(`/rtc/v1?access_token=${await pass()}`);
  }

  it('carries both ways, and ends on both sides when one goes', async () => {
    const { text, socket } = await admitted();
    expect(text).toMatch(/\r\n\r\nfirst$/);
    socket.write(Buffer.from([0x82, 0x83, 0, 0, 0, 0, 7, 8, 9]));
    const [echo] = (await once(socket, 'data')) as [Buffer];
    expect([...echo]).toEqual([0x82, 0x83, 0, 0, 0, 0, 7, 8, 9]);
    const [livekit] = bench.recorder.sockets;
    socket.destroy();
    await once(livekit!, 'close');
    const second = await admitted();
    for (const side of bench.recorder.sockets) side.destroy();
    await once(second.socket, 'close');
  });

  it('ends when a message is larger than any that a client of ours sends', async () => {
    const { socket } = await admitted();
    socket.on('error', () => undefined);
    const header = Buffer.alloc(14);
    header[0] = 0x82;
    header[1] = 0xff;
    header.writeBigUInt64BE(2n ** 21n, 2);
    socket.write(header);
    await once(socket, 'close');
    expect(bench.recorder.sockets.size).toBe(0);
  });

  it('does not keep the server from closing', async () => {
    const { socket } = await admitted();
    const closed = once(socket, 'close');
    await bench.gate.close();
    await closed;
  });

  it('lives beside Socket.IO on one port', async () => {
    const { socket } = await admitted();
    const client = io(`http://127.0.0.1:${bench.port}`, { path: '/socket.io', transports: ['websocket'], reconnection: false });
    await new Promise<void>((resolve, reject) => client.once('connect', resolve).once('connect_error', reject));
    // Well past the time after which engine.io ends what it does not know, were it still allowed to.
    await pause(100);
    socket.write(Buffer.from([0x82, 0x80, 0, 0, 0, 0]));
    await once(socket, 'data');
    expect(client.connected).toBe(true);
    client.disconnect();
    socket.destroy();
  });

  it('is not harmed by a client that goes while it is being decided', async () => {
    const token = await pass();
    for (let turn = 0; turn < 20; turn += 1) {
      const asked = request({ port: bench.port, path: `/rtc/v1?access_token=${token}`, headers: { connection: 'Upgrade', upgrade: 'websocket' } });
      const gone = new Promise((resolve) => asked.on('error', () => undefined).once('close', resolve));
      asked.once('socket', (socket) => setImmediate(() => socket.resetAndDestroy())).end();
      await gone;
    }
    const { status, socket } = await admitted();
    expect(status).toBe(101);
    socket.destroy();
  });
});
