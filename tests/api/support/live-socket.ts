import { namespaceNames, type EventInput, type EventName, type EventOutput, type Push, type PushName } from '#contracts/routes';
import { randomUUID } from 'node:crypto';
import { io, type Socket } from 'socket.io-client';
import type { Browser } from './browser.js';

type Ack<Name extends EventName> = { ok: true; value: EventOutput<Name> } | { ok: false; code: string };

/** Only how long a failure takes to show, ms: a busy machine is slow, and that is no fault. */
const patienceMs = 20_000;

/** A page's socket in the group room. Keeps everything it was sent, in order. */
export class LiveSocket {
  readonly heard: { name: string; payload: unknown }[] = [];

  private constructor(
    private readonly socket: Socket,
    readonly tabId: string,
  ) {
    socket.onAny((name: string, payload: unknown) => void this.heard.push({ name, payload }));
  }

  /** Resolves when connected; rejects with the code of the refusal. */
  static async open(origin: string, browser: Browser, as: 'seat' | 'host', seatId: string, tabId: string = randomUUID()): Promise<LiveSocket> {
    const cookie = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const socket = io(`${origin}${namespaceNames.groupRoom}`, { transports: ['websocket'], extraHeaders: { cookie, origin }, auth: { as, seatId, tabId }, reconnection: false, forceNew: true });
    const live = new LiveSocket(socket, tabId);
    await new Promise<void>((resolve, reject) => {
      socket.once('connect', () => resolve());
      socket.once('connect_error', (error) => {
        socket.close();
        reject(new Error((error as { data?: { code?: string } }).data?.code ?? error.message));
      });
    });
    return live;
  }

  get isConnected(): boolean {
    return this.socket.connected;
  }

  ask<Name extends EventName>(name: Name, input: EventInput<Name>): Promise<Ack<Name>> {
    return this.socket.timeout(patienceMs).emitWithAck(name, input) as Promise<Ack<Name>>;
  }

  /** The value of an act that must be done. */
  async act<Name extends EventName>(name: Name, input: EventInput<Name>): Promise<EventOutput<Name>> {
    const ack = await this.ask(name, input);
    if (!ack.ok) throw new Error(`${name}: ${ack.code}`);
    return ack.value;
  }

  /** The first push of this kind, heard already or to come, that fits. Fails when patience is over. */
  async push<Name extends PushName>(name: Name, fits: (payload: Push<Name>) => boolean | undefined = () => true): Promise<Push<Name>> {
    const found = () => this.heard.find((push) => push.name === name && fits(push.payload as Push<Name>))?.payload as Push<Name> | undefined;
    const early = found();
    if (early) return early;
    return new Promise((resolve, reject) => {
      const listener = () => {
        const payload = found();
        if (payload) finish(() => resolve(payload));
      };
      const deadline = setTimeout(() => finish(() => reject(new Error(`no ${name} came that fits; heard: ${this.heard.map((push) => push.name).join(' ')}`))), patienceMs);
      const finish = (settle: () => void) => {
        clearTimeout(deadline);
        this.socket.offAny(listener);
        settle();
      };
      this.socket.onAny(listener);
    });
  }

  /** Resolves when the server ended it. */
  async ended(): Promise<void> {
    if (this.socket.connected) await new Promise<void>((resolve) => void this.socket.once('disconnect', () => resolve()));
  }

  /** All that was sent so far has arrived once a later answer has. */
  async settled(): Promise<void> {
    await this.ask('seat.snapshot', {});
  }

  forget(): void {
    this.heard.length = 0;
  }

  close(): void {
    this.socket.close();
  }
}
