import { once } from 'node:events';
import { createServer, request, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/**
 * How the webhooks of one room come to the server. `twice`: each is delivered two times. `reversed`: four are held, then sent last first.
 * `late`: all are held until `deliver`. What is lost or held has its 200 at once, so that LiveKit sends the next.
 */
export type WebhookWay = 'through' | 'lost' | 'twice' | 'reversed' | 'late';

interface Letter {
  readonly room: string;
  readonly authorization: string;
  readonly type: string;
  readonly body: Buffer;
}

/** What the server said to one delivery; 0 when it did not answer. */
export interface Answered {
  readonly eventId: string;
  readonly status: number;
}

const together = 4;

/** Stands between LiveKit and the server's webhook route. Bodies and signatures pass unchanged. */
export class WebhookRelay {
  /** Every delivery to the server, in order. */
  readonly answered: Answered[] = [];
  private readonly held = new Map<string, Letter[]>();

  private constructor(
    private readonly listener: Server,
    private readonly wayOf: (room: string) => WebhookWay | Promise<WebhookWay>,
    private target: string,
  ) {}

  /** wayOf: asked for each webhook, by the name of its room. */
  static async open(wayOf: (room: string) => WebhookWay | Promise<WebhookWay>): Promise<WebhookRelay> {
    const listener = createServer();
    const relay = new WebhookRelay(listener, wayOf, '');
    listener.on('request', (asked: IncomingMessage, answer: ServerResponse) => void relay.take(asked, answer).catch(() => answer.destroy()));
    await once(listener.listen(0, '127.0.0.1'), 'listening');
    return relay;
  }

  /** The address for LiveKit of what is delivered to `target`, the server's route. */
  before(target: string): string {
    this.target = target;
    return `http://127.0.0.1:${(this.listener.address() as AddressInfo).port}/`;
  }

  /** Delivers what is held of a room: in its order if it was late, else reversed. The statuses, in the order of delivery. */
  async deliver(room: string): Promise<number[]> {
    const letters = this.held.get(room) ?? [];
    this.held.delete(room);
    if ((await this.wayOf(room)) === 'reversed') letters.reverse();
    const statuses: number[] = [];
    for (const letter of letters) statuses.push(await this.pass(letter));
    return statuses;
  }

  /** The rooms of which such an event is held now. */
  heldOf(event: string): string[] {
    const letters = [...this.held.values()].flat();
    return letters.filter(({ body }) => (JSON.parse(body.toString()) as { event: string }).event === event).map(({ room }) => room);
  }

  async close(): Promise<void> {
    const closed = once(this.listener.close(), 'close');
    this.listener.closeAllConnections();
    await closed;
  }

  private async take(asked: IncomingMessage, answer: ServerResponse): Promise<void> {
    const body = Buffer.concat((await asked.toArray()) as Buffer[]);
    const { room } = JSON.parse(body.toString()) as { room?: { name?: string } };
    const letter = { room: room?.name ?? '', authorization: asked.headers.authorization ?? '', type: asked.headers['content-type'] ?? '', body };
    const status = await this.send(letter);
    if (status === 0) answer.destroy();
    else answer.writeHead(status).end();
  }

  private async send(letter: Letter): Promise<number> {
    const way = await this.wayOf(letter.room);
    if (way === 'lost') return 200;
    if (way === 'through') return this.pass(letter);
    if (way === 'twice') return Math.max(await this.pass(letter), await this.pass(letter));
    const held = [...(this.held.get(letter.room) ?? []), letter];
    this.held.set(letter.room, held);
    if (way === 'reversed' && held.length >= together) await this.deliver(letter.room);
    return 200;
  }

  private async pass({ authorization, type, body }: Letter): Promise<number> {
    const { id } = JSON.parse(body.toString()) as { id: string };
    const status = await new Promise<number>((resolve) => {
      const headers = { authorization, 'content-type': type, 'content-length': body.length };
      const posting = request(this.target, { method: 'POST', headers, agent: false }, (response) => resolve(response.resume().statusCode!));
      posting.once('error', () => resolve(0)).end(body);
    });
    this.answered.push({ eventId: id, status });
    return status;
  }
}
