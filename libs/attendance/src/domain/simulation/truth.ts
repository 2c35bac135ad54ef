import { clip, intersect, merge, subtract, type Interval } from '#kernel';

/** What a simulated person does. Times in milliseconds; each act follows the one before. */
export type Act = Staying | Ending;

type Staying =
  | { readonly act: 'stay'; readonly ms: number }
  /** The network or the whole browser is away; long ones cost the connection. Beats sent into a `cut` may arrive after it. */
  | { readonly act: 'cut' | 'freeze'; readonly ms: number }
  /** Only our socket is away; media goes on. */
  | { readonly act: 'socket_cut'; readonly ms: number };

/** `backAfterMs`: comes back then; never, when null. */
interface Ending {
  readonly act: 'reload' | 'second_tab' | 'leave' | 'kill' | 'removed';
  readonly backAfterMs: number | null;
}

/** Why LiveKit closed a connection; `crashed` says nothing to anybody. */
type Reason = 'CLIENT_INITIATED' | 'DUPLICATE_IDENTITY' | 'PARTICIPANT_REMOVED' | 'ROOM_DELETED' | 'CONNECTION_TIMEOUT' | 'crashed';

/** One real connection, as only the simulator knows it. */
export interface RealConnection {
  readonly sid: string;
  readonly seatId: string;
  readonly joinedAt: number;
  readonly mediaUp: number;
  /** When the person's media really ended. */
  mediaEnd: number;
  /** When LiveKit noticed. */
  noticed: number;
  reason: Reason;
  /** Whether the page closed its socket in dying. */
  pageDied: boolean;
  readonly cuts: (Interval & { readonly buffers: boolean })[];
  readonly socketCuts: Interval[];
}

/** The session around the people. */
export interface World {
  readonly start: number;
  readonly end: number;
  /** When livekit-server is killed, or null. */
  readonly sfuKilled: number | null;
  /** When our own process is away, or null. */
  readonly serverAway: Interval | null;
  readonly random: () => number;
}

/** Between two numbers, evenly. */
export function between(random: () => number, low: number, high: number): number {
  return low + random() * (high - low);
}

/** Numbers in [0, 1) that depend on the seed alone (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** When a person was really connected: media up, without its outages. */
export function trulyConnected(real: readonly RealConnection[], world: World): Interval[] {
  const spans = real.flatMap(({ mediaUp, mediaEnd, cuts }) => subtract([{ from: mediaUp, to: mediaEnd }], cuts));
  return intersect(merge(spans), [{ from: world.start, to: world.end }]);
}

/** Lives a person's acts against the measured behaviour of livekit-server 1.13 and Chromium. */
export function live(seatId: string, arrives: number, acts: readonly Act[], world: World): RealConnection[] {
  return new Life(seatId, arrives, world).run(acts);
}

class Life {
  private readonly lived: RealConnection[] = [];
  private open: RealConnection | null = null;
  private lineIsBack = false;

  constructor(
    private readonly seatId: string,
    private now: number,
    private readonly world: World,
  ) {}

  run(acts: readonly Act[]): RealConnection[] {
    this.connect(this.now);
    for (const act of acts) this.perform(act);
    if (this.open) this.pass(this.world.end);
    if (this.open) this.close(this.world.end, this.world.end + 50, 'ROOM_DELETED', false);
    return this.lived.filter(({ mediaUp }) => mediaUp < this.world.end);
  }

  private perform(act: Act): void {
    if (this.now >= this.world.end || !this.open) return;
    if (act.act === 'stay') this.pass(this.now + act.ms);
    else if (act.act === 'socket_cut') this.cutSocket(act.ms);
    else if (act.act === 'cut' || act.act === 'freeze') this.cutNetwork(act.ms, act.act === 'cut');
    else this.endBy(act as Ending);
  }

  private endBy(act: Ending): void {
    const { random } = this.world;
    const soon = this.now + between(random, 10, 80);
    if (act.act === 'reload') this.reopen(this.now, soon, 'CLIENT_INITIATED', true, between(random, 800, 2_500));
    else if (act.act === 'second_tab') this.reopen(this.now, soon, 'DUPLICATE_IDENTITY', false, 80);
    else if (act.act === 'leave') this.reopen(this.now, soon, 'CLIENT_INITIATED', random() < 0.5, act.backAfterMs);
    else if (act.act === 'removed') this.reopen(this.now, soon, 'PARTICIPANT_REMOVED', false, act.backAfterMs);
    else this.kill(act.backAfterMs);
  }

  private kill(backAfterMs: number | null): void {
    const died = this.now;
    const timeout = died + between(this.world.random, 20_500, 22_000);
    const back = backAfterMs === null ? Infinity : died + backAfterMs;
    // A new connection of the same identity pushes the dead one out before LiveKit times it out; so does the end of the session.
    if (this.sfuDiesWithin(Math.min(timeout, back) - died)) this.reopen(died, this.world.sfuKilled!, 'crashed', true, backAfterMs);
    else if (back < timeout && back < this.world.end) this.reopen(died, back, 'DUPLICATE_IDENTITY', true, backAfterMs);
    else if (this.world.end < timeout) this.reopen(died, this.world.end + 50, 'ROOM_DELETED', true, null);
    else this.reopen(died, timeout, 'CONNECTION_TIMEOUT', true, backAfterMs);
  }

  private sfuDiesWithin(ms: number): boolean {
    const { sfuKilled } = this.world;
    return sfuKilled !== null && sfuKilled > this.now && sfuKilled < this.now + ms;
  }

  private cutSocket(ms: number): void {
    const { open, now } = this;
    this.pass(now + ms);
    if (this.open === open) open!.socketCuts.push({ from: now, to: now + ms });
  }

  private cutNetwork(ms: number, buffers: boolean): void {
    const { now, world } = this;
    const killed = this.sfuDiesWithin(Math.min(ms, 20_000));
    if (ms < 16_000 && !killed && now + ms + 1_000 < world.end) {
      const back = now + ms + between(world.random, 200, 700);
      this.open!.cuts.push({ from: now, to: back, buffers });
      this.now = back;
      return;
    }
    const noticed = killed ? world.sfuKilled! : Math.min(now + between(world.random, 20_000, 21_000), world.end + 50);
    const reason = killed ? 'crashed' : noticed > world.end ? 'ROOM_DELETED' : 'CONNECTION_TIMEOUT';
    const away = Math.max(ms, noticed - now) + between(world.random, 3_600, 4_500);
    this.lineIsBack = true;
    this.reopen(now, noticed, reason, false, away);
  }

  private reopen(mediaEnd: number, noticed: number, reason: Reason, pageDied: boolean, afterMs: number | null): void {
    this.close(mediaEnd, noticed, reason, pageDied);
    if (afterMs === null || mediaEnd + afterMs >= this.world.end - 1_000) this.now = this.world.end;
    else this.connect(mediaEnd + afterMs);
  }

  private connect(at: number): void {
    const { random, sfuKilled } = this.world;
    const joinedAt = sfuKilled !== null && at > sfuKilled && at < sfuKilled + 3_000 ? sfuKilled + 3_000 : at;
    // On a line that has just come back a page was seen to need up to 4 s from signalling to media; else it is quick.
    const mediaUp = joinedAt + between(random, 100, this.lineIsBack ? 4_000 : 700);
    this.lineIsBack = false;
    const sid = `PA_${this.seatId}_${this.lived.length + 1}`;
    this.open = { sid, seatId: this.seatId, joinedAt, mediaUp, mediaEnd: Infinity, noticed: Infinity, reason: 'crashed', pageDied: false, cuts: [], socketCuts: [] };
    this.lived.push(this.open);
    this.now = mediaUp;
  }

  private close(mediaEnd: number, noticed: number, reason: Reason, pageDied: boolean): void {
    Object.assign(this.open!, { mediaEnd: Math.max(mediaEnd, this.open!.mediaUp), noticed, reason, pageDied });
    this.open = null;
  }

  /** Time goes by; LiveKit may be killed on the way, and the page rejoins by itself. */
  private pass(until: number): void {
    const { sfuKilled, end, random } = this.world;
    const to = clip({ from: this.now, to: until }, { from: 0, to: end }).to;
    if (sfuKilled !== null && this.now < sfuKilled && sfuKilled < to) {
      this.reopen(sfuKilled, sfuKilled, 'crashed', false, between(random, 3_500, 10_000));
      if (!this.open) return;
    }
    this.now = Math.max(this.now, to);
  }
}
