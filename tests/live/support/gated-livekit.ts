import type { ReceivedWebhook } from '#attendance';
import type { ConnectAnswer } from '#group-room';
import { SystemClock } from '#kernel';
import { closeUnknownUpgrades, LiveKitAccess, LiveKitRooms, registerGate, registerWebhook } from '#sfu';
import { fastify, type FastifyInstance } from 'fastify';
import type { Duplex } from 'node:stream';
import { freePorts } from './free-ports.js';
import { LiveKitServer } from './livekit.js';

/**
 * A real LiveKit behind our real gate and webhook route, on a bare Fastify without a database: who may come in is scripted.
 * `seats` holds `<identity> <room>` of those admitted; `trouble` stands for what else the group room may answer.
 */
export class GatedLiveKit {
  readonly seats = new Set<string>();
  trouble: ConnectAnswer | 'fails' | undefined;
  readonly webhooks: ReceivedWebhook[] = [];
  /** All that Fastify logged, at the most talkative level. */
  logged = '';
  readonly rooms: LiveKitRooms;
  private readonly signalling = new Set<Duplex>();
  private readonly app: FastifyInstance;

  private constructor(
    readonly livekit: LiveKitServer,
    private readonly port: number,
  ) {
    const access = new LiveKitAccess(livekit.url, livekit.apiKey, livekit.apiSecret);
    this.rooms = new LiveKitRooms(access, new SystemClock());
    this.app = fastify({ logger: { level: 'trace', stream: { write: (line: string) => void (this.logged += line) } } });
    this.app.get('/', async (_request, reply) => reply.type('text/html').send('<!doctype html><title>Gate</title>'));
    registerGate(this.app, { access, connectGate: { mayConnect: (identity, room) => this.mayConnect(identity, room) } });
    registerWebhook(this.app, { access, clock: new SystemClock(), inbox: { store: async (webhook) => void this.webhooks.push(webhook) } });
    closeUnknownUpgrades(this.app.server, ['/rtc']);
    this.app.server.on('upgrade', (_request, socket: Duplex) => void this.signalling.add(socket));
  }

  static async start(): Promise<GatedLiveKit> {
    const { http: port } = await freePorts();
    const gated = new GatedLiveKit(await LiveKitServer.start({ webhookUrl: `http://127.0.0.1:${port}/api/v1/livekit/webhook` }), port);
    await gated.app.listen({ port, host: '127.0.0.1' });
    return gated;
  }

  get origin(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** Cuts every signalling connection, as a restart of our server would; media goes on. */
  cutSignalling(): void {
    for (const socket of this.signalling) socket.destroy();
    this.signalling.clear();
  }

  async stop(): Promise<void> {
    await this.app.close();
    await this.livekit.stop();
  }

  private async mayConnect(identity: string, room: string): Promise<ConnectAnswer> {
    if (this.trouble === 'fails') throw new Error('Connection terminated');
    return this.trouble ?? (this.seats.has(`${identity} ${room}`) ? 'yes' : 'no');
  }
}
