import { namespaceNames, type EventInput, type EventName, type EventOutput, type Push, type PushName, type SeatSnapshot, type StaffSnapshot } from '#contracts/routes';
import { io, type Socket } from 'socket.io-client';
import { CallError, type CallErrorCode } from './call-error.js';
import type { HostLive, LiveClient, LiveView, SeatLive } from './live-client.js';
import { fold, type Folded, type Reducers } from './live-fold.js';
import { seatsReducers, staffReducers } from './live-reducers.js';
import { tabId } from './tab-id.js';

const answerWithinMs = 8_000;
const askAgainMs = 2_000;
/** A connection that is opened into a cut hangs: a new one finds out sooner that the network is back. */
const openWithinMs = 5_000;
/** What is drawn of an admission waits at most this long for the connection. */
const keptBackMs = 400;

type Answer = { ok: true; value: unknown } | { ok: false; code: CallErrorCode; details?: Record<string, unknown> };
type AnySnapshot = StaffSnapshot | SeatSnapshot;

/** Opens the live session as one seat. Loaded on demand: this file brings the socket library. */
export function openLive(who: { as: 'seat'; seatId: string }): SeatLive;
export function openLive(who: { as: 'host'; seatId: string }): HostLive;
export function openLive(who: { as: 'seat' | 'host'; seatId: string }): SeatLive | HostLive {
  const socket = io(namespaceNames.groupRoom, { transports: ['websocket'], auth: { ...who, tabId }, timeout: openWithinMs, reconnectionDelay: 300, reconnectionDelayMax: 3_000, randomizationFactor: 0.3, withCredentials: true });
  return who.as === 'seat' ? seatLive(socket) : hostLive(socket);
}

/** As a host. */
export function hostLive(socket: Socket, reducers: Reducers = staffReducers): HostLive {
  const live = new LiveSocket<StaffSnapshot>(socket, 'staff.snapshot');
  socket.on('staff.delta', (delta: Push<'staff.delta'>) => live.fold(delta.version, (known) => fold(known, delta, reducers)));
  return live;
}

/** As one person: what concerns the own seat, and what those inside know while in the room. */
export function seatLive(socket: Socket, reducers: Reducers = seatsReducers): SeatLive {
  const live = new LiveSocket<SeatSnapshot>(socket, 'seat.snapshot');
  socket.on('seats.delta', (delta: Push<'seats.delta'>) => live.fold(delta.version, (known) => fold(known, delta, reducers)));
  socket.on('own.delta', (delta: Push<'own.delta'>) => {
    const { snapshot } = live.view();
    const { session, ...own } = live.newerOf(delta.version, { session: delta.session, ...delta.own });
    const { standing } = own;
    const isNew = standing !== undefined && snapshot?.own.standing.step !== standing.step;
    // A pass comes with the standing that lets in; an older one is as old.
    const pass = standing && delta.pass;
    const inside = isNew && delta.inside;
    if (pass && isNew) live.keepBack();
    live.change({ ...(snapshot && { snapshot: { ...snapshot, ...(session && { session }), own: { ...snapshot.own, ...own }, ...inside } }), ...(pass && { pass }) });
    // Those inside are told what others are not, so a change of step changes what we may know.
    if (!snapshot || (isNew && !inside)) live.refresh();
  });
  socket.on('seat.taken-over', () => {
    live.change({ takenOver: true });
    live.close();
  });
  return live;
}

class LiveSocket<Snapshot extends AnySnapshot> implements LiveClient<Snapshot> {
  private now: LiveView<Snapshot> = { connection: 'connecting', snapshot: null, clockAheadMs: 0, takenOver: false, refusal: null, pass: null };
  private readonly listeners = new Set<() => void>();
  private readonly watchers = new Set<() => void>();
  private kept: ReturnType<typeof setTimeout> | undefined;
  private again: ReturnType<typeof setTimeout> | undefined;
  private asking = false;
  /** The newest version heard of. A snapshot on its way may have been read before it. */
  private highest = 0;
  /** The same of what concerns the own seat: of all of it, and of each part by its key. */
  private ownHighest = 0;
  private readonly ownVersions = new Map<string, number>();

  constructor(
    private readonly socket: Socket,
    private readonly snapshotEvent: 'staff.snapshot' | 'seat.snapshot',
  ) {
    socket.on('connect', () => this.opened());
    socket.on('disconnect', (reason) => this.dropped(reason));
    socket.on('connect_error', (error) => this.refused(error));
    if (socket.connected) this.opened();
  }

  readonly view = (): LiveView<Snapshot> => this.now;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  readonly watch = (listener: () => void): (() => void) => {
    this.watchers.add(listener);
    return () => this.watchers.delete(listener);
  };

  async send<Name extends EventName>(name: Name, input: EventInput<Name>): Promise<EventOutput<Name>> {
    if (!this.socket.connected) throw new CallError('offline');
    const answer = (await this.socket.timeout(answerWithinMs).emitWithAck(name, input).catch(() => ({ ok: false, code: 'too_slow' }))) as Answer;
    if (answer.ok) return answer.value as EventOutput<Name>;
    throw new CallError(answer.code, answer.details);
  }

  beat(input: EventInput<'beat'>): void {
    if (this.socket.connected) this.socket.volatile.emit('beat', input, () => undefined);
  }

  on<Name extends PushName>(name: Name, listener: (push: Push<Name>) => void): () => void {
    const event: string = name;
    this.socket.on(event, listener);
    return () => this.socket.off(event, listener);
  }

  readonly refresh = (): void => {
    clearTimeout(this.again);
    if (this.asking || !this.socket.connected) return;
    this.asking = true;
    const done = (): void => void (this.asking = false);
    this.send(this.snapshotEvent, {}).then(
      (snapshot) => (done(), this.take(snapshot as Snapshot)),
      () => (done(), this.refreshLater()),
    );
  };

  /** For the two sides above: a delta arrived. Before the first snapshot there is nothing to fold it into. */
  fold(version: number, step: (known: Snapshot) => Folded<Snapshot>): void {
    this.highest = Math.max(this.highest, version);
    const { snapshot } = this.now;
    const folded = snapshot ? step(snapshot) : ({ kind: 'missed' } as const);
    if (folded.kind === 'next') this.change({ snapshot: folded.snapshot });
    else if (folded.kind === 'missed') this.refresh();
  }

  /** Those of `parts`, told under that version, of which nothing newer was heard; remembers them. */
  newerOf<Parts extends object>(version: number, parts: Parts): Partial<Parts> {
    this.ownHighest = Math.max(this.ownHighest, version);
    const newer = Object.entries(parts).filter(([key]) => version >= (this.ownVersions.get(key) ?? 0));
    for (const [key] of newer) this.ownVersions.set(key, version);
    return Object.fromEntries(newer) as Partial<Parts>;
  }

  change(part: Partial<LiveView<Snapshot>>): void {
    this.now = { ...this.now, ...part };
    for (const listener of this.listeners) listener();
    if (this.kept === undefined) for (const watcher of this.watchers) watcher();
  }

  keepBack(): void {
    clearTimeout(this.kept);
    this.kept = setTimeout(this.release, keptBackMs);
  }

  readonly release = (): void => {
    if (this.kept === undefined) return;
    clearTimeout(this.kept);
    this.kept = undefined;
    for (const watcher of this.watchers) watcher();
  };

  close(): void {
    clearTimeout(this.again);
    this.release();
    this.socket.close();
    if (this.now.connection !== 'closed') this.change({ connection: 'closed' });
  }

  private opened(): void {
    this.asking = false;
    this.change({ connection: 'open', refusal: null });
    this.refresh();
  }

  private dropped(reason: string): void {
    if (this.now.connection === 'closed') return;
    this.change({ connection: 'lost' });
    // The server hung up on purpose (a restart, an ended session): the library does not come back by itself then.
    if (reason === 'io server disconnect') this.comeBack();
  }

  private refused(error: Error & { data?: { code?: CallErrorCode } }): void {
    const refusal = error.data?.code;
    if (refusal === undefined || refusal === 'unavailable' || refusal === 'internal') {
      this.change({ connection: 'lost' });
      // After a refusal by the server the library does not try again by itself; after a failed transport it does.
      if (!this.socket.active) this.comeBack();
      return;
    }
    this.change({ refusal });
    this.close();
  }

  private take(snapshot: Snapshot): void {
    // Asked for before a push and answered after it: it would say "lobby" to somebody who was let in meanwhile.
    if ('own' in snapshot && snapshot.ownVersion < this.ownHighest) return this.refresh();
    if ('own' in snapshot) this.newerOf(snapshot.ownVersion, { session: snapshot.session, ...snapshot.own });
    const stale = snapshot.version < this.highest;
    this.change({ snapshot, clockAheadMs: Date.parse(snapshot.now) - Date.now() });
    if (stale) this.refreshLater();
  }

  private comeBack(): void {
    this.again = setTimeout(() => this.now.connection === 'lost' && this.socket.connect(), askAgainMs);
  }

  private refreshLater(): void {
    clearTimeout(this.again);
    this.again = setTimeout(this.refresh, askAgainMs);
  }
}
