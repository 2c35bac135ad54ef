import type { RoomPass } from '#contracts/routes';
import { calledBy } from '../../ui/called-by.js';
import { Arrivals, type Movement } from './arrivals.js';
import { beatEvery, beatOf, type Beat } from './beat.js';
import { noticeOf, type EndReason } from './connection.js';
import { isOn } from './device-trouble.js';
import { markJoin } from './join-marks.js';
import type { PageSigns } from './page-signs.js';
import { RoomLink } from './room-link.js';
import { OwnWishes } from './own-wishes.js';
import { keepTiles, sameView, type RoomView } from './room-view.js';
import { seatOf } from './seat-identity.js';
import type { DeviceKind, Sfu } from './sfu-room.js';
import { TileOrder, tilesOf, type Peers } from './tiles.js';
import { afterLadderEvent, topOfLadder, type Ladder, type LadderEvent } from './video-ladder.js';

/** Our own live socket as the room sees it; `seatLine` and `hostLine` make it from the two kinds of live client. */
export interface RoomLine {
  up(): boolean;
  peers(): Peers;
  /** What the server says of our own place, when that ends our stay. */
  ended(): Exclude<EndReason, 'left'> | null;
  beat(beat: Beat): void;
  subscribe(listener: () => void): () => void;
  /** A pass that the server pushed: come (back) in now. */
  onPass(listener: (pass: RoomPass) => void): () => void;
}

export interface RoomParts {
  readonly seatId: string;
  readonly sfu: Sfu;
  readonly line: RoomLine;
  readonly page: PageSigns;
  readonly askPass: () => Promise<RoomPass>;
  /** What the person switched off, kept by the server. Absent for hosts, who say at each device check what they send. */
  readonly wishes?: OwnWishes;
}

const tickEvery = 1_000;

/** One person's stay in one room, from the first pass to the end. UI-free: pages read `view()` and call the verbs. */
export class RoomStore {
  /** Resolves when the first picture of somebody is on its way, or media is up and nobody sends one, or the stay is over before that. */
  readonly underWay: Promise<void>;
  private readonly link: RoomLink;
  private readonly wishes: OwnWishes;
  private isUnderWay = false;
  private nowUnderWay: () => void = () => undefined;
  private readonly order = new TileOrder();
  private readonly seenBefore = new Set<string>();
  private readonly listeners = new Set<() => void>();
  private readonly arrivals: Arrivals;
  private stops: (() => void)[] = [];
  private ladder: Ladder = topOfLadder(performance.now());
  private lastSid: string | null = null;
  private lastSaid = '';
  private soundBlocked = false;
  private mutedByStaff = 0;
  private movement: Movement | null = null;
  private current: RoomView;

  constructor(private readonly parts: RoomParts) {
    const { sfu, askPass, page } = parts;
    this.wishes = parts.wishes ?? new OwnWishes();
    this.underWay = new Promise((resolve) => (this.nowUnderWay = () => ((this.isUnderWay = true), resolve())));
    this.link = new RoomLink({
      sfu,
      askPass,
      pageLeaving: page.leaving,
      opened: (room) => room.show(this.ladder.rung),
      listener: { moved: () => this.changed(), changed: () => this.changed(), playback: (allowed) => this.playback(allowed), quality: (own) => this.climb({ kind: 'quality', own }) },
    });
    this.arrivals = new Arrivals((movement) => {
      this.movement = movement;
      this.changed();
    });
    this.current = this.build();
  }

  readonly view = (): RoomView => this.current;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** Joins with the pass in hand. Call once. */
  start(pass: RoomPass): void {
    const { line, page, sfu } = this.parts;
    const tick = setInterval(() => this.tick(), tickEvery);
    const beats = setInterval(() => this.beat(), beatEvery);
    this.stops = [
      () => clearInterval(tick),
      () => clearInterval(beats),
      line.subscribe(() => this.lineMoved()),
      line.onPass((pushed) => this.link.offer(pushed)),
      page.onReturn(() => void this.returned()),
      sfu.media.onChange((what) => this.mediaChanged(what)),
    ];
    if (this.wishes.now().saveData) this.climb({ kind: 'save_data', on: true });
    this.link.offer(pass);
    this.lineMoved();
  }

  setDevice(kind: DeviceKind, wanted: boolean): Promise<void> {
    this.keepPress(kind, wanted);
    return this.parts.sfu.media.set(kind, wanted);
  }

  chooseDevice(kind: DeviceKind | 'speaker', deviceId: string): Promise<void> {
    return kind === 'speaker' ? (this.link.room?.chooseSpeaker(deviceId) ?? Promise.resolve()) : this.parts.sfu.media.choose(kind, deviceId);
  }

  /** A short break: nothing is sent, the person stays and is counted. */
  async takeBreak(): Promise<void> {
    const { media } = this.parts.sfu;
    this.wishes.want({ onBreak: true });
    await Promise.all([media.set('microphone', false), media.set('camera', false)]);
    this.changed();
  }

  /** The picture comes back as it was before the break; the microphone waits until the person wants to speak. */
  async endBreak(): Promise<void> {
    this.wishes.want({ onBreak: false });
    this.changed();
    if (this.wishes.now().camera) await this.parts.sfu.media.set('camera', true);
  }

  saveData(on: boolean): void {
    this.wishes.want({ saveData: on });
    this.climb({ kind: 'save_data', on });
  }

  /** Undoes what the ladder did by itself. */
  keepVideo(): void {
    this.climb({ kind: 'undo' });
  }

  startAudio(): Promise<void> {
    return this.link.room?.startAudio() ?? Promise.resolve();
  }

  retryNow(): void {
    this.link.hurry();
  }

  /** The first picture of somebody else stands on the screen. */
  readonly firstFrame = (): void => {
    if (performance.getEntriesByName?.('sw:first-frame').length === 0) markJoin('first-frame');
  };

  leave(): void {
    this.finish('left');
  }

  /** For a page that goes away without a word (unmount): ends the connection and all timers. */
  dispose(): void {
    this.finish('left');
  }

  /** Who switches something on is back from a break and no mere listener any more; what they did not press stays as it is at that moment. */
  private keepPress(kind: DeviceKind, wanted: boolean): void {
    const { onBreak, onlyListening } = this.wishes.now();
    const isCamera = kind === 'camera';
    if (!wanted) return void (isCamera && this.wishes.want({ camera: false }));
    if (isCamera || onBreak || onlyListening) this.wishes.want({ camera: isCamera || this.parts.sfu.media.device('camera').wanted, onBreak: false, onlyListening: false });
  }

  private finish(reason: EndReason): void {
    this.link.end(reason);
  }

  private lineMoved(): void {
    const end = this.parts.line.ended();
    if (end) this.finish(end);
    else this.link.socket(this.parts.line.up());
    this.changed();
  }

  private async returned(): Promise<void> {
    await this.parts.sfu.media.revive().catch(() => undefined);
    await this.link.read();
    this.link.hurry();
  }

  private mediaChanged(what: 'changed' | 'muted_by_staff'): void {
    if (what === 'muted_by_staff') this.mutedByStaff += 1;
    this.changed();
  }

  private playback(allowed: boolean): void {
    this.soundBlocked = !allowed;
    this.changed();
  }

  private tick(): void {
    this.climb({ kind: 'tick' });
    void this.link.read().then(() => this.changed());
  }

  private climb(event: LadderEvent): void {
    // A line that is down says nothing about how much video it would carry.
    if (event.kind === 'tick' && this.link.connection.media !== 'up') return;
    this.ladder = afterLadderEvent(this.ladder, event, performance.now());
    this.link.room?.show(this.ladder.rung);
    this.changed();
  }

  private beat(): void {
    const { link, parts } = this;
    const { media } = parts.sfu;
    parts.line.beat(
      beatOf({
        connection: link.connection,
        participantSid: link.room?.participantSid() ?? (link.connection.ended ? this.lastSid : null),
        flow: link.flow.ages(performance.now()),
        sentMs: Date.now(),
        visible: parts.page.visible(),
        microphone: isOn(media.device('microphone')),
        camera: media.device('camera').wanted && media.picture() !== null,
      }),
    );
  }

  /** What the beats say changes at once with the connection, not up to two seconds later: a lost goodbye then costs nothing. */
  private beatOnChange(): void {
    const { connection, room } = this.link;
    if (connection.media === 'none' && !connection.ended) return;
    this.lastSid = room?.participantSid() ?? this.lastSid;
    const said = `${connection.media} ${connection.ended ?? ''} ${this.lastSid ?? ''}`;
    if (said === this.lastSaid || this.lastSid === null || this.stops.length === 0) return;
    this.lastSaid = said;
    this.beat();
  }

  private hasPictures(): boolean {
    const cameras = (this.link.room?.people() ?? []).filter(({ camera }) => camera);
    return this.link.connection.media === 'up' && (cameras.length === 0 || cameras.some(({ picture }) => picture !== null));
  }

  private changed(): void {
    if (!this.isUnderWay && (this.link.connection.ended || this.hasPictures())) this.nowUnderWay();
    this.beatOnChange();
    if (this.link.connection.ended && this.stops.length > 0) this.stopAll();
    const next = this.build();
    if (sameView(this.current, next)) return;
    this.current = next;
    for (const listener of this.listeners) listener();
  }

  private stopAll(): void {
    for (const stop of this.stops) stop();
    this.stops = [];
    this.arrivals.stop();
    // Back in the waiting room the same camera is the preview again.
    if (this.link.connection.ended !== 'lobby') this.parts.sfu.media.stop();
  }

  private build(): RoomView {
    const { link, parts } = this;
    const people = link.room?.people() ?? [];
    const peers = parts.line.peers();
    for (const person of people) this.seenBefore.add(seatOf(person.identity));
    const { media } = parts.sfu;
    const microphone = media.device('microphone');
    const self = { seatId: parts.seatId, microphone: isOn(microphone), picture: media.picture(), speaking: isOn(microphone) && (link.room?.ownSpeaking() ?? false) };
    this.arrivals.here(new Map([...peers].filter(([seat, peer]) => seat !== parts.seatId && peer.state === 'in').map(([seat, peer]) => [seat, calledBy(peer.name, peer.pronouns)])));
    return {
      phase: link.connection.phase,
      notice: noticeOf(link.connection, performance.now()),
      ended: link.connection.ended,
      tiles: keepTiles(this.current?.tiles ?? [], this.order.arrange(tilesOf(people, peers, self, this.seenBefore))),
      peopleHere: new Set([...[...peers].filter(([, peer]) => peer.state === 'in').map(([seat]) => seat), parts.seatId]).size,
      microphone,
      camera: media.device('camera'),
      onBreak: this.wishes.now().onBreak,
      ladder: this.ladder,
      soundBlocked: this.soundBlocked,
      movement: this.movement,
      mutedByStaff: this.mutedByStaff,
    };
  }
}
