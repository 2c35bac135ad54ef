import type { ConnectAnswer } from '#group-room';
import { fastify, type FastifyInstance } from 'fastify';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { Server as SocketServer } from 'socket.io';
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
  /** Answers of upgrades that it keeps to itself until they are let out, while `keeps`. */
  readonly kept: (() => void)[] = [];
  keeps = false;
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
      const reply = (): void => {
        if (this.says !== 101) return void socket.end(`HTTP/1.1 ${this.says} No\r\nContent-Length: 29\r\n\r\nrequested room does not exist`);
        socket.write('HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: right\r\nX-Inner: hidden\r\n\r\nfirst');
        socket.pipe(socket);
      };
      if (this.keeps) this.kept.push(reply);
      else reply();
    });
  }

  private keep({ method, url, headers }: IncomingMessage): void {
    this.requests.push({ method, url, headers });
  }
}

export const pass = (who = identity): Promise<string> => signPass(new LiveKitAccess('http://127.0.0.1', 'unit', secret), { room, identity: who, role: 'patient' });

export interface Upgraded {
  readonly status: number;
  readonly text: string;
  readonly socket: Socket;
}

/** The gate beside socket.io on a port of its own, before a LiveKit that is played. */
export class GateBench {
  /** What the group room says of every seat. */
  answer: ConnectAnswer = 'yes';
  private readonly begun: Socket[] = [];

  private constructor(
    readonly recorder: Recorder,
    readonly gate: FastifyInstance,
    readonly sockets: SocketServer,
  ) {}

  /** log: gets what Fastify writes. */
  static async open(log: (line: string) => void = () => undefined): Promise<GateBench> {
    const recorder = new Recorder();
    recorder.server.listen(0, '127.0.0.1');
    await once(recorder.server, 'listening');
    const gate = fastify({ logger: { level: 'trace', stream: { write: log } } });
    const { port } = recorder.server.address() as AddressInfo;
    const answers: { bench?: GateBench } = {};
    registerGate(gate, { access: new LiveKitAccess(`ws://127.0.0.1:${port}`, 'unit', secret), connectGate: { mayConnect: () => Promise.resolve(answers.bench!.answer) } });
    const sockets = new SocketServer(gate.server, { path: '/socket.io', destroyUpgrade: false, destroyUpgradeTimeout: 20, transports: ['websocket'] });
    closeUnknownUpgrades(gate.server, ['/rtc', '/socket.io']);
    await gate.listen({ port: 0, host: '127.0.0.1' });
    return (answers.bench = new GateBench(recorder, gate, sockets));
  }

  get port(): number {
    return (this.gate.server.address() as AddressInfo).port;
  }

  /** Begins a handshake as a browser makes it, on a bare socket. */
  begin(path: string, headers: Record<string, string> = {}): { socket: Socket; answered(): Promise<Upgraded> } {
    const socket = connect(this.port, '127.0.0.1');
    this.begun.push(socket);
    socket.on('error', () => undefined);
    let text = '';
    socket.on('data', (chunk: Buffer) => (text += chunk.toString('latin1')));
    const all = { host: `127.0.0.1:${this.port}`, connection: 'Upgrade', upgrade: 'websocket', 'sec-websocket-version': '13', 'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==', ...headers };
    socket.write(`GET ${path} HTTP/1.1\r\n${Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n`);
    const answered = async (): Promise<Upgraded> => {
      while (!/\r\n\r\n.+/s.test(text)) await Promise.race([once(socket, 'data'), once(socket, 'close')]);
      return { status: Number(text.split(' ')[1]), text, socket };
    };
    return { socket, answered };
  }

  /** A whole handshake; resolves with the answer's head and what came right behind it. */
  upgrade(path: string, headers: Record<string, string> = {}): Promise<Upgraded> {
    return this.begin(path, headers).answered();
  }

  async close(): Promise<void> {
    for (const socket of this.begun) socket.destroy();
    await this.sockets.close();
    await this.gate.close();
    this.recorder.server.closeAllConnections();
    for (const socket of this.recorder.sockets) socket.destroy();
    this.recorder.server.close();
  }
}
