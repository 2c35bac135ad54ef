import type { DeviceKind, OwnDevice, OwnMedia, Picture, Sfu, SfuListener, SfuPerson, SfuRoom, VideoRung } from './sfu-room.js';

/** A media server that does what a spec tells it, for trying the room core without one. */
export class FakeSfu implements Sfu {
  readonly media = new FakeMedia();
  readonly rooms: FakeRoom[] = [];
  /** How the next joins go: `fine` unless said otherwise. */
  joins: ('fine' | 'fails' | 'hangs')[] = [];

  open(listener: SfuListener): FakeRoom {
    const room = new FakeRoom(listener, this.joins.shift() ?? 'fine', this.rooms.length + 1);
    this.rooms.push(room);
    return room;
  }

  get room(): FakeRoom {
    return this.rooms.at(-1)!;
  }
}

export class FakeRoom implements SfuRoom {
  here: SfuPerson[] = [];
  packets = 0;
  silent = false;
  closed = false;
  rung: VideoRung = 'full';
  token: string | null = null;

  constructor(
    readonly say: SfuListener,
    private readonly outcome: 'fine' | 'fails' | 'hangs',
    private readonly number: number,
  ) {}

  async join({ token }: { token: string }): Promise<void> {
    this.token = token;
    if (this.outcome === 'fails') throw new Error('no way through');
    if (this.outcome === 'hangs') return new Promise(() => undefined);
    await Promise.resolve();
    this.say.link('signal_connected');
    this.say.link('connected');
  }

  async close(): Promise<void> {
    this.closed = true;
  }

  participantSid(): string | null {
    return `PA_${this.number}`;
  }

  people(): readonly SfuPerson[] {
    return this.here;
  }

  ownSpeaking(): boolean {
    return false;
  }

  async received(): Promise<number | null> {
    if (!this.silent) this.packets += 50;
    return this.packets;
  }

  async startAudio(): Promise<void> {
    this.say.playback(true);
  }

  show(rung: VideoRung): void {
    this.rung = rung;
  }

  async chooseSpeaker(): Promise<void> {}
}

class FakeMedia implements OwnMedia {
  revived = 0;
  stopped = false;
  private readonly wanted = { microphone: true, camera: true };
  private readonly listeners = new Set<(what: 'changed' | 'muted_by_staff') => void>();

  device(kind: DeviceKind): OwnDevice {
    return { wanted: this.wanted[kind], trouble: null, deviceId: null };
  }

  picture(): Picture | null {
    return null;
  }

  async set(kind: DeviceKind, wanted: boolean): Promise<void> {
    this.wanted[kind] = wanted;
    this.tell('changed');
  }

  async choose(): Promise<void> {}

  async revive(): Promise<void> {
    this.revived += 1;
  }

  onChange(listener: (what: 'changed' | 'muted_by_staff') => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  stop(): void {
    this.stopped = true;
  }

  staffMutes(): void {
    this.wanted.microphone = false;
    this.tell('muted_by_staff');
  }

  private tell(what: 'changed' | 'muted_by_staff'): void {
    for (const listener of this.listeners) listener(what);
  }
}

export function fakePerson(identity: string, part: Partial<SfuPerson> = {}): SfuPerson {
  return { identity, microphone: true, camera: true, picture: null, speaking: false, lost: false, weak: false, ...part };
}
