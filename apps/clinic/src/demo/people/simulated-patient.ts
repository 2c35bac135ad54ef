import { live } from '#contracts';
import type { EventInput, Own, Push, RoomPass, SeatSnapshot } from '#contracts/routes';
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { io, type Socket } from 'socket.io-client';
import type { RtcJoin, RtcPeople, RtcSight } from './rtc-people.js';
import { Refused, type SimulatedVisit, type WayThere } from './simulated-visit.js';

/** What happens to a simulated person, in order; each is told once when it begins. */
export type SimulatedStep = 'waits' | 'connects' | 'in' | 'dropped' | 'held' | 'back_in_lobby' | 'removed' | 'ended' | 'taken_over' | 'left';

export interface SimulatedParts {
  readonly visit: SimulatedVisit;
  readonly way: WayThere;
  readonly media: RtcPeople;
  /** What is sent and watched. */
  readonly send: Pick<RtcJoin, 'publish' | 'picture' | 'watch' | 'look'>;
  tell(step: SimulatedStep): void;
}

const beatEvery = 2_000;
const lookEvery = 500;
const keptFor = 20_000;
const askAgain = 1_000;
/** Waits before each try to come back, ms; the last goes on. */
const waits = [0, 300, 800, 1_500, 2_500, 4_000, 5_000] as const;
/** After these the server will not have us back. */
const final: Readonly<Record<string, SimulatedStep>> = { removed: 'removed', session_ended: 'ended', taken_over: 'taken_over', not_admitted: 'back_in_lobby' };

/**
 * A patient who comes by their link, waits, goes in when admitted, sends a drawn picture and beats, and comes back after every drop: what a
 * page does, without the page. It beats like a page: only what it knows.
 */
export class SimulatedPatient {
  step: SimulatedStep | null = null;
  identity: string | null = null;
  readonly tabId = randomUUID();
  private socket: Socket | undefined;
  private sight: { readonly of: RtcSight; readonly at: number } | null = null;
  /** Pushed while we were connected: LiveKit may have lost the room before we notice. */
  private kept: { readonly pass: RoomPass; readonly at: number } | null = null;
  private joining: Promise<void> | null = null;
  private over = false;
  private timers: NodeJS.Timeout[] = [];

  constructor(private readonly parts: SimulatedParts) {}

  get seatId(): string {
    return this.parts.visit.seatId;
  }

  /** Whether the server can tell us anything now. */
  get isListening(): boolean {
    return this.socket?.connected ?? false;
  }

  /** When its media was connected last, epoch milliseconds; null before. */
  get connectedAtMs(): number | null {
    return this.sight?.of.connectedAtMs ?? null;
  }

  get cookie(): string {
    return this.parts.visit.cookie;
  }

  /** Goes from the link to the lobby and stays; resolves there. Throws Refused. */
  async come(): Promise<void> {
    const visit = await this.parts.visit.come(this.parts.way);
    if (this.over) return;
    this.openSocket();
    this.timers = [setInterval(() => this.beat(), beatEvery), setInterval(() => void this.look(), lookEvery)];
    this.move('waits');
    if (visit.step === 'room' || visit.step === 'left') await this.comeBack();
  }

  /** Presses Help. */
  async askForHelp(): Promise<void> {
    await this.parts.visit.ask('askForHelp', { helpId: randomUUID() });
  }

  /** After a removal that allows it. Throws Refused. */
  async returnToLobby(): Promise<void> {
    await this.parts.visit.ask('enterLobby', {});
    this.move('waits');
  }

  /** Presses Leave: tells the server, then hangs up. Never throws. Over at once: a connection that ends on the way must not bring them back. */
  async leave(): Promise<void> {
    if (this.over) return;
    this.over = true;
    await this.parts.visit.ask('leaveSession', {}).catch(() => undefined);
    await this.hangUp('left');
  }

  /** Is gone without a word, as when a browser is killed: its socket is closed by the kernel. The media ends with the process of the media. */
  vanish(): void {
    this.over = true;
    for (const timer of this.timers) clearInterval(timer);
    this.socket?.io.engine?.close();
    this.socket?.close();
  }

  /** Cuts or mends the socket alone; the media goes on. */
  cutSocket(cut: boolean): void {
    if (cut) this.socket?.disconnect();
    else this.socket?.connect();
  }

  private openSocket(): void {
    const { origin, cookie } = this.parts.visit;
    const auth = { as: 'seat', seatId: this.seatId, tabId: this.tabId };
    this.socket = io(`${origin}${live.groupRoom.name}`, { transports: ['websocket'], extraHeaders: { cookie, origin }, auth, reconnectionDelay: 300, reconnectionDelayMax: 3_000, forceNew: true });
    this.socket.on('own.delta', (push: Push<'own.delta'>) => void this.heard(push));
    this.socket.on('seat.taken-over', () => void this.end('taken_over'));
    this.socket.on('connect', () => void this.resume());
    this.socket.on('connect_error', (error: Error & { data?: { code?: string } }) => {
      const ended = final[error.data?.code ?? ''];
      if (ended && ended !== 'back_in_lobby') return void this.end(ended);
      // After a refusal by the server, as while its database is away, the library does not try again by itself.
      if (!this.socket?.active) setTimeout(() => this.over || this.socket?.connect(), askAgain);
    });
  }

  /** What was pushed while the socket was away is asked for. */
  private async resume(): Promise<void> {
    const answer = (await this.socket?.timeout(5_000).emitWithAck('seat.snapshot', {}).catch(() => null)) as { ok: boolean; value?: SeatSnapshot } | null;
    if (answer?.ok && answer.value) await this.stand(answer.value.own.standing, null);
  }

  private async heard({ own: { standing }, pass }: Push<'own.delta'>): Promise<void> {
    if (standing) await this.stand(standing, pass);
  }

  private async stand({ step, hold }: Own['standing'], pass: RoomPass | null): Promise<void> {
    if (this.over) return;
    if (step === 'ended') return this.end('ended');
    if (step === 'removed') return this.outside('removed');
    if (step === 'lobby' && this.identity) return this.outside('back_in_lobby');
    if (step === 'lobby' && hold) return this.move('held');
    if (step !== 'room' || this.joining) return;
    const state = this.sight?.of.state;
    if (state === 'connected' && pass) this.kept = { pass, at: performance.now() };
    else if (state !== 'connected' && (state !== 'reconnecting' || pass)) await this.comeBack(pass);
  }

  /** One way in at a time, with the pass in hand or a fresh one, until it works or the server says no for good. */
  private comeBack(pass: RoomPass | null = null): Promise<void> {
    this.joining ??= this.tryToJoin(pass).finally(() => (this.joining = null));
    return this.joining;
  }

  private async tryToJoin(offered: RoomPass | null): Promise<void> {
    for (let tries = 0; !this.over; tries += 1) {
      await pause(waits[Math.min(tries, waits.length - 1)]);
      try {
        const pass = tries === 0 && offered ? offered : await this.parts.visit.pass(this.tabId);
        if (this.over) return;
        this.move('connects');
        if (this.identity) await this.parts.media.leave(this.identity);
        this.identity = pass.identity;
        this.saw(await this.parts.media.join({ ...this.parts.send, url: new URL(pass.signalPath, this.parts.visit.origin).origin, token: pass.token }));
        return this.move('in');
      } catch (error) {
        const ended = error instanceof Refused ? final[error.code] : undefined;
        if (ended === 'back_in_lobby') return;
        if (ended === 'removed') return this.outside('removed');
        if (ended) return this.end(ended);
      }
    }
  }

  private async look(): Promise<void> {
    const { identity } = this;
    if (!identity || this.joining) return;
    const sight = await this.parts.media.person(identity).catch(() => null);
    if (!sight || this.identity !== identity || this.joining || this.over) return;
    this.saw(sight);
    if (sight.state === 'connected') return;
    const pass = this.kept && performance.now() - this.kept.at < keptFor ? this.kept.pass : null;
    this.kept = null;
    if (sight.state === 'reconnecting' && !pass) return;
    this.move('dropped');
    await this.comeBack(pass);
  }

  private saw(of: RtcSight): void {
    this.sight = { of, at: performance.now() };
  }

  private beat(): void {
    if (!this.socket?.connected) return;
    // Neither kept back nor sent again: a beat is true only now.
    this.socket.volatile.emit('beat', this.beatNow(), () => undefined);
  }

  /** Ages grow while nothing is seen: a person whose media process hangs does not look alive. */
  private beatNow(): EventInput<'beat'> {
    const { sight } = this;
    const connection = sight?.of.state ?? 'disconnected';
    const { forMs, pausedMs, idleMs } = sight?.of.flow ?? { forMs: null, pausedMs: null, idleMs: null };
    const since = sight ? Math.round(performance.now() - sight.at) : 0;
    const aged = (age: number | null): number | null => (age === null ? null : age + since);
    return {
      participantSid: connection === 'disconnected' ? null : (sight?.of.participantSid ?? null),
      connection,
      sentMs: Date.now(),
      mediaForMs: aged(forMs),
      mediaPausedMs: pausedMs,
      mediaIdleMs: aged(idleMs),
      visible: true,
      microphone: connection === 'connected',
      camera: connection === 'connected',
    };
  }

  /** Put out of the room by staff: the connection ends, the page stays. */
  private async outside(step: 'removed' | 'back_in_lobby'): Promise<void> {
    const { identity } = this;
    this.identity = null;
    this.sight = null;
    this.move(step);
    if (identity) await this.parts.media.leave(identity).catch(() => undefined);
  }

  private async end(step: SimulatedStep): Promise<void> {
    if (this.over) return;
    this.over = true;
    await this.hangUp(step);
  }

  private async hangUp(step: SimulatedStep): Promise<void> {
    for (const timer of this.timers) clearInterval(timer);
    if (this.identity) await this.parts.media.leave(this.identity).catch(() => undefined);
    this.socket?.close();
    this.move(step);
  }

  private move(step: SimulatedStep): void {
    if (this.step === step) return;
    this.step = step;
    this.parts.tell(step);
  }
}
