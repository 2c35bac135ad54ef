import { LocalAudioTrack, LocalVideoTrack, Track, TrackEvent, type LocalTrack } from 'livekit-client';
import { deviceTrouble } from './device-trouble.js';
import { capture, type Publisher } from './publish-settings.js';
import type { DeviceKind, DeviceTrouble, OwnDevice, OwnMedia, Picture } from './sfu-room.js';

interface Slot {
  wanted: boolean;
  trouble: DeviceTrouble | null;
  track: LocalTrack | null;
  deviceId: string | null;
  busy: Promise<void>;
}

/** Called with a track that should be sent from now on; the room in which we are publishes it. */
type Publish = (track: LocalTrack) => Promise<unknown>;

/**
 * The person's microphone and camera as LiveKit tracks, made from the stream that the preview already opened. They are managed here and by
 * the SDK (which gets an ended track back), and belong to no room.
 */
export class LivekitMedia implements OwnMedia {
  /** Set by the room while it is joined. */
  publish: Publish | null = null;
  private readonly slots: Record<DeviceKind, Slot>;
  private readonly listeners = new Set<(what: 'changed' | 'muted_by_staff') => void>();
  private shown: { track: LocalTrack; picture: Picture } | null = null;
  private stopped = false;

  constructor(
    stream: MediaStream | null,
    choices: { microphone: boolean; camera: boolean },
    private readonly as: Publisher,
  ) {
    this.slots = { microphone: slotOf(choices.microphone), camera: slotOf(choices.camera) };
    const [voice] = stream?.getAudioTracks() ?? [];
    const [face] = stream?.getVideoTracks() ?? [];
    if (voice?.readyState === 'live') this.adopt('microphone', new LocalAudioTrack(voice, undefined, false));
    // With the camera off its light must be off: the track ends, and is opened anew when the person wants it.
    if (face && !choices.camera) face.stop();
    else if (face?.readyState === 'live') this.adopt('camera', new LocalVideoTrack(face, undefined, false));
  }

  device(kind: DeviceKind): OwnDevice {
    const { wanted, trouble, deviceId, track } = this.slots[kind];
    return { wanted, trouble, deviceId: deviceId ?? track?.mediaStreamTrack.getSettings().deviceId ?? null };
  }

  picture(): Picture | null {
    const { track, wanted, trouble } = this.slots.camera;
    if (!track || !wanted || trouble) return null;
    if (this.shown?.track !== track) this.shown = { track, picture: pictureOf(track) };
    return this.shown.picture;
  }

  set(kind: DeviceKind, wanted: boolean): Promise<void> {
    this.slots[kind].wanted = wanted;
    this.tell('changed');
    return this.queue(kind, () => this.match(kind));
  }

  choose(kind: DeviceKind, deviceId: string): Promise<void> {
    const slot = this.slots[kind];
    slot.deviceId = deviceId;
    return this.queue(kind, async () => {
      if (slot.track) await slot.track.setDeviceId({ exact: deviceId });
    });
  }

  async revive(): Promise<void> {
    await Promise.all((['microphone', 'camera'] as const).map((kind) => this.queue(kind, () => this.match(kind))));
  }

  /** The tracks to send on joining: the microphone also while it is muted, so that unmuting is at once. */
  async toPublish(): Promise<LocalTrack[]> {
    await this.revive();
    const { microphone, camera } = this.slots;
    return [microphone.track, camera.wanted && !camera.trouble ? camera.track : null].filter((track) => track !== null);
  }

  onChange(listener: (what: 'changed' | 'muted_by_staff') => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  stop(): void {
    this.stopped = true;
    for (const { track } of Object.values(this.slots)) track?.stop();
  }

  // One change of a device at a time: a double tap must not open the camera twice.
  private queue(kind: DeviceKind, work: () => Promise<void>): Promise<void> {
    const slot = this.slots[kind];
    slot.busy = slot.busy.then(async () => {
      if (this.stopped) return;
      try {
        await work();
        slot.trouble = null;
      } catch (thrown) {
        slot.trouble = deviceTrouble(thrown);
      }
      this.tell('changed');
    });
    return slot.busy;
  }

  /** Makes the track be what the person wants: open, sending, or silent. */
  private async match(kind: DeviceKind): Promise<void> {
    const slot = this.slots[kind];
    if (!slot.wanted) return void (await slot.track?.mute());
    if (!slot.track) return this.open(kind);
    if (slot.track.isMuted) await slot.track.unmute();
    const { readyState, muted } = slot.track.mediaStreamTrack;
    // A call or a sleeping phone leaves a track that looks alive and carries nothing; only a fresh one helps.
    if (readyState === 'ended' || muted) await slot.track.restartTrack();
    await this.publish?.(slot.track);
  }

  private async open(kind: DeviceKind): Promise<void> {
    const { deviceId } = this.slots[kind];
    const device = deviceId ? { deviceId: { exact: deviceId } } : {};
    const { frameRate, ...size } = capture[this.as];
    const wish = kind === 'camera' ? { video: { ...size, frameRate, ...device } } : { audio: { echoCancellation: true, noiseSuppression: true, autoGainControl: true, ...device } };
    const [fresh] = (await navigator.mediaDevices.getUserMedia(wish)).getTracks();
    if (!fresh) return;
    this.adopt(kind, kind === 'camera' ? new LocalVideoTrack(fresh, undefined, false) : new LocalAudioTrack(fresh, undefined, false));
    await this.publish?.(this.slots[kind].track!);
  }

  private adopt(kind: DeviceKind, track: LocalTrack): void {
    track.source = kind === 'camera' ? Track.Source.Camera : Track.Source.Microphone;
    this.slots[kind].track = track;
    if (!this.slots[kind].wanted) void track.mute();
    track.on(TrackEvent.Muted, () => this.muted(kind));
    track.on(TrackEvent.Ended, () => this.tell('changed'));
    track.on(TrackEvent.Restarted, () => this.tell('changed'));
  }

  // Muted though the person wants it on, with a live device: it came from the server. What staff switched off stays off.
  private muted(kind: DeviceKind): void {
    const slot = this.slots[kind];
    if (!slot.wanted) return;
    if (slot.track?.mediaStreamTrack.readyState !== 'live') {
      // The SDK mutes a device that it could not get back: one more try says why.
      if (kind === 'microphone') void this.queue(kind, () => this.match(kind));
      return;
    }
    slot.wanted = false;
    this.tell(kind === 'microphone' ? 'muted_by_staff' : 'changed');
  }

  private tell(what: 'changed' | 'muted_by_staff'): void {
    for (const listener of this.listeners) listener(what);
  }
}

function slotOf(wanted: boolean): Slot {
  return { wanted, trouble: null, track: null, deviceId: null, busy: Promise.resolve() };
}

/** A track as something to show. Never throws. */
export function pictureOf(track: { attach(element: HTMLVideoElement): unknown; detach(element: HTMLVideoElement): unknown }): Picture {
  return {
    attach(element) {
      track.attach(element);
      return () => void track.detach(element);
    },
  };
}
