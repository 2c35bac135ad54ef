import type { ConnectAnswer } from '#group-room';
import { Logger } from '@nestjs/common';
import { fastify, type FastifyInstance } from 'fastify';
import { once } from 'node:events';
import { createServer, request, type IncomingMessage, type Server } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { setTimeout as pause } from 'node:timers/promises';
import { Server as SocketServer } from 'socket.io';
import { io } from 'socket.io-client';
import { LiveKitAccess } from '../livekit-access.js';
import { signPass } from '../room-pass.js';
import { closeUnknownUpgrades, registerGate } from './register-gate.js';

const secret = 'a-secret-for-unit-tests-of-32-characters';
const room = '0f9d6a2e-6a53-4a0e-8f5d-0c1e6a2b7f10';
const identity = '7d1b2a90-0b60-4a35-9d3e-2f1f0a6f9c55.1';

/** Stands where LiveKit stands and keeps what it was sent. `says` is its answer to everything; 101 echoes. */
class Recorder {
  readonly requests: { method: string | undefined; url: string | undefined; headers: IncomingMessage['headers'] }[] = [];
  says = 101;
  readonly sockets = new Set<Duplex>();
  readonly server: Server = createServer((asked, reply) => {
    this.keep(asked);
    reply.writeHead(this.says === 101 ? 200 : this.says).end('requested room does not exist');
  });

  constructor() {
    this.server.on('upgrade', (asked, socket) => {
      this.keep(asked);
      this.sockets.add(socket);
      socket.on('error', () => socket.destroy()).on('close', () => this.sockets.delete(socket));
      if (this.says !== 101) return void socket.end(`HTTP/1.1 ${this.says} No\r\nContent-Length: 29\r\n\r\nrequested room does not exist`);
      socket.write('HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: right\r\nX-Inner: hidden\r\n\r\nfirst');
      socket.pipe(socket);
    });
  }

  private keep({ method, url, headers }: IncomingMessage): void {
    this.requests.push({ method, url, headers });
  }
}

let recorder: Recorder;
let gate: FastifyInstance;
let sockets: SocketServer;
let port: number;
let answer: ConnectAnswer;
let logged: string;

beforeEach(async () => {
  recorder = new Recorder();
  recorder.server.listen(0, '127.0.0.1');
  await once(recorder.server, 'listening');
  answer = 'yes';
  logged = '';
  const keepLine = (line: unknown): void => void (logged += `${JSON.stringify(line)}\n`);
  Logger.overrideLogger({ log: keepLine, warn: keepLine, error: keepLine, debug: keepLine, verbose: keepLine });
  gate = fastify({ logger: { level: 'trace', stream: { write: (line: string) => void (logged += line) } } });
  const { port: livekitPort } = recorder.server.address() as AddressInfo;
  registerGate(gate, { access: new LiveKitAccess(`ws://127.0.0.1:${livekitPort}`, 'unit', secret), connectGate: { mayConnect: () => Promise.resolve(answer) } });
  sockets = new SocketServer(gate.server, { path: '/socket.io', destroyUpgrade: false, destroyUpgradeTimeout: 20, transports: ['websocket'] });
  closeUnknownUpgrades(gate.server, ['/rtc', '/socket.io']);
  await gate.listen({ port: 0, host: '127.0.0.1' });
  ({ port } = gate.server.address() as AddressInfo);
});

afterEach(async () => {
  await sockets.close();
  await gate.close();
  recorder.server.closeAllConnections();
  for (const socket of recorder.sockets) socket.destroy();
  recorder.server.close();
  Logger.overrideLogger(false);
});

const pass = (): Promise<string> => signPass(new LiveKitAccess('http://127.0.0.1', 'unit', secret), { room, identity, role: 'patient' });

interface Upgraded {
  readonly status: number;
  readonly text: string;
  readonly socket: Socket;
}

/** A handshake as a browser makes it, on a bare socket; resolves with the answer's head and what came right behind it. */
async function upgrade(path: string, headers: Record<string, string> = {}): Promise<Upgraded> {
  const socket = connect(port, '127.0.0.1');
  const all = { host: `127.0.0.1:${port}`, connection: 'Upgrade', upgrade: 'websocket', 'sec-websocket-version': '13', 'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==', ...headers };
  socket.write(`GET ${path} HTTP/1.1\r\n${Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n`);
  let text = '';
  socket.on('data', (chunk: Buffer) => (text += chunk.toString('latin1')));
  while (!/\r\n\r\n.+/s.test(text)) await Promise.race([once(socket, 'data'), once(socket, 'close')]);
  return { status: Number(text.split(' ')[1]), text, socket };
}

const validate = async (token: string): Promise<Response> => fetch(`http://127.0.0.1:${port}/rtc/v1/validate?access_token=${token}&join_request=x`, { headers: { cookie: 'device=secret' } });

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
    const host = `127.0.0.1:${(recorder.server.address() as AddressInfo).port}`;
    expect(recorder.requests).toEqual([
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
    expect(recorder.requests).toMatchObject([{ url: '/rtc/v1/validate?join_request=x', headers: { authorization: `Bearer ${token}` } }]);
    expect(recorder.requests[0]!.headers).not.toHaveProperty('cookie');
    recorder.says = 404;
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
    answer = seat;
    recorder.says = livekit;
    const token = await pass();
    const { status, text, socket } = await upgrade(`/rtc/v1?access_token=${token}`);
    expect(status).toBe(expected);
    expect(text).not.toContain('room does not exist');
    if (!socket.closed) await once(socket, 'close');
    expect((await validate(token)).status).toBe(expected);
  });

  it('LiveKit away: try again', async () => {
    recorder.server.close();
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
    expect(recorder.requests).toEqual([]);
  });

  it('a plain request to a signalling path, or to anything else of LiveKit, finds nothing', async () => {
    for (const path of ['/rtc', '/rtc/v1', '/rtc/x/y', '/twirp/livekit.RoomService/ListRooms']) {
      expect((await fetch(`http://127.0.0.1:${port}${path}`, { headers: { authorization: `Bearer ${await pass()}` } })).status).toBe(404);
    }
    expect(recorder.requests).toEqual([]);
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
    const [livekit] = recorder.sockets;
    socket.destroy();
    await once(livekit!, 'close');
    const second = await admitted();
    for (const side of recorder.sockets) side.destroy();
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
    expect(recorder.sockets.size).toBe(0);
  });

  it('does not keep the server from closing', async () => {
    const { socket } = await admitted();
    const closed = once(socket, 'close');
    await gate.close();
    await closed;
  });

  it('lives beside Socket.IO on one port', async () => {
    const { socket } = await admitted();
    const client = io(`http://127.0.0.1:${port}`, { path: '/socket.io', transports: ['websocket'], reconnection: false });
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
      const asked = request({ port, path: `/rtc/v1?access_token=${token}`, headers: { connection: 'Upgrade', upgrade: 'websocket' } });
      const gone = new Promise((resolve) => asked.on('error', () => undefined).once('close', resolve));
      asked.once('socket', (socket) => setImmediate(() => socket.resetAndDestroy())).end();
      await gone;
    }
    const { status, socket } = await admitted();
    expect(status).toBe(101);
    socket.destroy();
  });
});
