import type { RoomPass } from '#contracts/routes';
import { afterEvent, firstConnection, type Connection, type ConnectionEvent, type EndReason } from './connection.js';
import { firstPass } from './first-pass.js';
import { flowPause, MediaFlow } from './media-flow.js';
import { endOfRefusal, rejoinDelay } from './rejoin-delay.js';
import type { Sfu, SfuLink, SfuListener, SfuRoom } from './sfu-room.js';

export interface RoomLinkParts {
  readonly sfu: Sfu;
  /** A fresh pass from the server; rejects with something that has a `code`. */
  readonly askPass: () => Promise<RoomPass>;
  readonly listener: Pick<SfuListener, 'changed' | 'playback' | 'quality'> & { moved(): void };
  /** Called with each new room before it is joined. */
  readonly opened?: (room: SfuRoom) => void;
  /** Whether the page is just being closed or frozen: then nothing is tried in that moment. */
  readonly pageLeaving: () => boolean;
  readonly random?: () => number;
}

/** A join that hangs for this long is given up as soon as something says that the line is back, ms. */
const hungAfter = 4_000;
/** Media away for this long: we no longer wait for the SDK alone, ms. */
const ownTryAfter = 2_000;
/** With signalling gone as well, silence tells sooner: three readings without one of the consent checks that come every 2.5 s. */
const silentWithoutSignal = 2_900;
const doubledWithin = 60_000;
const leavingWait = 3_000;
const keptFor = 20_000;

/**
 * The way into one room and back into it, for as long as the page lives: the SDK resumes what it can, we rejoin with a fresh pass in all other
 * cases. Only the server's refusal, a take-over, a removal or the person's own leave ends it.
 */
export class RoomLink {
  room: SfuRoom | null = null;
  readonly flow = new MediaFlow();
  connection: Connection = firstConnection(performance.now());

  private link: SfuLink | null = null;
  private turn = 0;
  private tries = 0;
  private busySince: number | null = null;
  private waiting: ReturnType<typeof setTimeout> | null = null;
  private doubledAt = -doubledWithin;
  private kept: { readonly pass: RoomPass; readonly at: number } | null = null;

  constructor(private readonly parts: RoomLinkParts) {}

  /** The first join, or a pass that the server pushed: used at once unless media flows. */
  offer(pass: RoomPass): void {
    // Pushed after the media server lost its rooms, it may be here before we noticed: then it is used as soon as we do.
    if (this.connection.media === 'up') this.kept = { pass, at: performance.now() };
    else void this.attempt(pass);
  }

  /** Something says that the line may be back: the network, the page on screen again, our socket. */
  hurry(): void {
    if (this.connection.ended || this.flows()) return;
    if (this.busySince !== null && performance.now() - this.busySince < hungAfter) return;
    void this.attempt(null);
  }

  socket(up: boolean): void {
    this.step({ kind: 'socket', up });
    if (up) this.hurry();
  }

  /** Once a second: what came from the server so far. Tells a silent line long before the SDK does. */
  async read(): Promise<void> {
    const { room } = this;
    const received = room ? await room.received().catch(() => null) : null;
    if (room !== this.room) return;
    this.flow.reading(received, performance.now());
    this.weigh();
    const { media, since } = this.connection;
    if (media !== 'lost' || this.busySince !== null) return;
    const now = performance.now();
    const kept = this.kept && now - this.kept.at < keptFor ? this.kept.pass : null;
    this.kept = null;
    // Signalling and media both gone: the media server is away, and the SDK only tries to resume what is no more.
    const patience = this.link === 'signal_lost' ? 0 : ownTryAfter;
    if (kept || now - since >= patience) void this.attempt(kept);
  }

  end(reason: EndReason): void {
    if (this.connection.ended) return;
    this.turn += 1;
    this.stopWaiting();
    void this.room?.close();
    this.room = null;
    this.step({ kind: 'ended', reason });
  }

  private async attempt(offered: RoomPass | null): Promise<void> {
    const turn = ++this.turn;
    this.stopWaiting();
    this.busySince = performance.now();
    try {
      const pass = offered ?? (await this.asked());
      if (turn !== this.turn) return;
      // It came back by itself while we asked: a new connection would only interrupt it.
      if (!offered && this.flows()) return this.settled();
      // An answer came, so the line is there: from here on it is the join that may hang.
      this.busySince = performance.now();
      void this.room?.close();
      const holder: { room: SfuRoom | null } = { room: null };
      this.room = holder.room = this.parts.sfu.open(this.listen(holder));
      this.parts.opened?.(this.room);
      this.flow.restart();
      this.link = null;
      await this.room.join(pass);
      if (turn === this.turn) this.settled();
    } catch (thrown) {
      if (turn === this.turn) this.refused((thrown as { code?: string }).code ?? null);
    }
  }

  /** A pass from the server. Packets that came back with it are counted first, not up to a second later. */
  private async asked(): Promise<RoomPass> {
    const pass = await firstPass(this.parts.askPass);
    await this.read();
    return pass;
  }

  private flows(): boolean {
    const { media } = this.connection;
    return media === 'up' || media === 'signal_lost';
  }

  private settled(): void {
    this.busySince = null;
    this.tries = 0;
  }

  private refused(code: string | null): void {
    this.busySince = null;
    const end = endOfRefusal(code);
    if (end) return this.end(end);
    this.tryLater();
  }

  private tryLater(): void {
    this.stopWaiting();
    const wait = Math.max(rejoinDelay(this.tries, this.parts.random ?? Math.random), this.parts.pageLeaving() ? leavingWait : 0);
    this.tries += 1;
    this.waiting = setTimeout(() => void this.attempt(null), wait);
  }

  // An old connection that was replaced has no say any more.
  private listen(holder: { room: SfuRoom | null }): SfuListener {
    const ifMine = (work: () => void): void => void (holder.room !== null && holder.room === this.room && work());
    const { listener } = this.parts;
    return {
      link: (state) => ifMine(() => this.linked(state)),
      gone: (reason) => ifMine(() => this.gone(reason)),
      changed: () => ifMine(() => listener.changed()),
      playback: (allowed) => ifMine(() => listener.playback(allowed)),
      quality: (own) => ifMine(() => listener.quality(own)),
    };
  }

  private linked(state: SfuLink): void {
    this.link = state;
    this.weigh();
    this.parts.listener.moved();
  }

  private gone(reason: 'doubled' | 'other'): void {
    this.link = null;
    this.room = null;
    this.step({ kind: 'media_gone' });
    // Seen falsely after failed reconnects, so the server is asked once; twice in a minute are two tabs that push each other out.
    const now = performance.now();
    const again = now - this.doubledAt < doubledWithin;
    if (reason === 'doubled') this.doubledAt = now;
    if (reason === 'doubled' && again) return this.end('taken_over');
    if (this.busySince === null) this.tryLater();
  }

  private weigh(): void {
    const silence = this.flow.silence(performance.now());
    const silent = silence !== null && silence > (this.link === 'signal_lost' ? silentWithoutSignal : flowPause);
    if (this.link === 'media_lost' || (silent && this.link !== null && this.link !== 'signal_connected')) this.step({ kind: 'media_lost' });
    else if (this.link === 'signal_lost') this.step({ kind: 'media_signal_lost' });
    else if (this.link === 'connected') this.step({ kind: 'media_up' });
  }

  private step(event: ConnectionEvent): void {
    const before = this.connection;
    this.connection = afterEvent(before, event, performance.now());
    if (this.connection !== before) this.parts.listener.moved();
  }

  private stopWaiting(): void {
    if (this.waiting !== null) clearTimeout(this.waiting);
    this.waiting = null;
  }
}
