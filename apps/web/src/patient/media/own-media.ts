import { problemOf, type MediaProblem } from './media-problem.js';

export interface MediaState {
  readonly status: 'idle' | 'asking' | 'ready' | 'failed';
  /** One stream for the whole visit; its tracks come and go. Null without camera and microphone. */
  readonly stream: MediaStream | null;
  readonly camera: boolean;
  readonly microphone: boolean;
  /** What keeps the camera away, although there may be sound. */
  readonly cameraProblem: MediaProblem | null;
  readonly microphoneProblem: MediaProblem | null;
  readonly cameras: readonly MediaDeviceInfo[];
  readonly microphones: readonly MediaDeviceInfo[];
  readonly cameraId: string | null;
  readonly microphoneId: string | null;
}

type Devices = Pick<MediaDevices, 'getUserMedia' | 'enumerateDevices' | 'addEventListener' | 'removeEventListener'>;

const picture: MediaTrackConstraints = { width: { ideal: 640 }, height: { ideal: 360 }, frameRate: { ideal: 24, max: 30 }, facingMode: 'user' };
const sound: MediaTrackConstraints = { echoCancellation: true, noiseSuppression: true, autoGainControl: true };

const nothingYet: MediaState = {
  status: 'idle', stream: null, camera: false, microphone: false, cameraProblem: null, microphoneProblem: null,
  cameras: [], microphones: [], cameraId: null, microphoneId: null,
};

/**
 * The person's camera and microphone from the device check to the room, which takes the open stream over. Off means off: the camera is
 * let go, so that its light goes out. No method throws.
 */
export class OwnMedia {
  private now = nothingYet;
  /** Counts how often the devices were let go. */
  private turn = 0;
  private readonly listeners = new Set<() => void>();

  /** `devices` is undefined in browsers (or in-app pages) that have no camera access at all. */
  constructor(private readonly devices: Devices | undefined) {
    devices?.addEventListener('devicechange', () => void this.list());
  }

  readonly state = (): MediaState => this.now;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** One prompt for both; when that fails, sound alone, then the picture alone. */
  readonly open = async (wishes: { camera: boolean } = { camera: true }): Promise<void> => {
    this.close();
    if (!this.devices) return this.set({ status: 'failed', cameraProblem: 'unsupported', microphoneProblem: 'unsupported' });
    this.set({ status: 'asking', cameraProblem: null, microphoneProblem: null });
    if (!wishes.camera) return this.openSound(null);
    try {
      await this.use(await this.ask({ audio: sound, video: picture }));
    } catch (thrown) {
      await this.openSound(problemOf(thrown));
    }
  };

  readonly setCamera = async (on: boolean): Promise<void> => {
    if (on) return this.swap('video', this.now.cameraId);
    for (const track of this.tracks('video')) this.drop(track);
    this.set({ camera: false, stream: fresh(this.now.stream) });
  };

  readonly useCamera = (deviceId: string): Promise<void> => this.swap('video', deviceId);
  readonly useMicrophone = (deviceId: string): Promise<void> => this.swap('audio', deviceId);

  /** After the room, or after sleep: tracks that ended are opened again. */
  readonly recover = async (): Promise<void> => {
    const ended = (kind: 'audio' | 'video'): boolean => this.tracks(kind).every((track) => track.readyState === 'ended');
    const { camera, microphone } = this.now;
    if (microphone && ended('audio')) await this.swap('audio', this.now.microphoneId);
    if (camera && ended('video')) await this.swap('video', this.now.cameraId);
  };

  readonly close = (): void => {
    this.turn += 1;
    for (const track of this.now.stream?.getTracks() ?? []) track.stop();
    this.set({ stream: null, camera: false, microphone: false, status: 'idle' });
  };

  private async openSound(cameraProblem: MediaProblem | null): Promise<void> {
    try {
      await this.use(await this.ask({ audio: sound }), { cameraProblem });
    } catch (thrown) {
      const microphoneProblem = problemOf(thrown);
      const picturesOnly = cameraProblem === 'missing' || cameraProblem === 'in_use' ? await this.ask({ video: picture }).catch(() => null) : null;
      if (picturesOnly) await this.use(picturesOnly, { microphoneProblem });
      else this.set({ status: 'failed', cameraProblem: cameraProblem ?? microphoneProblem, microphoneProblem });
    }
  }

  private async swap(kind: 'audio' | 'video', deviceId: string | null): Promise<void> {
    const wish = { ...(kind === 'video' ? picture : sound), ...(deviceId && { deviceId: { exact: deviceId } }) };
    // Some phones open one camera at a time: the old one goes first.
    for (const track of this.tracks(kind)) this.drop(track);
    try {
      const opened = await this.ask(kind === 'video' ? { video: wish } : { audio: wish });
      await this.use(new MediaStream([...(this.now.stream?.getTracks() ?? []), ...opened.getTracks()]));
    } catch (thrown) {
      const problem = problemOf(thrown);
      this.set(kind === 'video' ? { camera: false, cameraProblem: problem, stream: fresh(this.now.stream) } : { microphone: false, microphoneProblem: problem, stream: fresh(this.now.stream) });
    }
  }

  private async use(stream: MediaStream, part: Partial<MediaState> = {}): Promise<void> {
    const [video] = stream.getVideoTracks();
    const [audio] = stream.getAudioTracks();
    this.set({
      status: 'ready', stream, camera: Boolean(video), microphone: Boolean(audio),
      cameraId: video?.getSettings().deviceId ?? this.now.cameraId, microphoneId: audio?.getSettings().deviceId ?? this.now.microphoneId,
      ...(video && { cameraProblem: null }), ...(audio && { microphoneProblem: null }), ...part,
    });
    if (video) this.watch(video, { camera: false, cameraProblem: 'in_use' });
    if (audio) this.watch(audio, { microphone: false, microphoneProblem: 'in_use' });
    await this.list();
  }

  /** `part`: what is so once the device is pulled out or another program takes it; not when we stop it ourselves. */
  private watch(track: MediaStreamTrack, part: Partial<MediaState>): void {
    const lost = (): void => {
      if (this.now.stream?.getTracks().includes(track)) this.set(part);
    };
    // One that breaks as soon as it has begun is over before anybody can listen.
    if (track.readyState === 'ended') lost();
    else track.addEventListener('ended', lost);
  }

  private async list(): Promise<void> {
    const all = (await this.devices?.enumerateDevices().catch(() => [])) ?? [];
    const named = (kind: MediaDeviceKind): MediaDeviceInfo[] => all.filter((device) => device.kind === kind && device.deviceId !== '');
    this.set({ cameras: named('videoinput'), microphones: named('audioinput') });
  }

  /** An answer that comes after the devices were let go is let go too, and nobody hears of it: people take their time with the browser's question. */
  private async ask(wish: MediaStreamConstraints): Promise<MediaStream> {
    if (!this.devices) throw new TypeError('no devices');
    const { turn } = this;
    try {
      const stream = await this.devices.getUserMedia(wish);
      if (turn === this.turn) return stream;
      for (const track of stream.getTracks()) track.stop();
    } catch (thrown) {
      if (turn === this.turn) throw thrown;
    }
    return new Promise(() => undefined);
  }

  private tracks(kind: 'audio' | 'video'): MediaStreamTrack[] {
    return (this.now.stream?.getTracks() ?? []).filter((track) => track.kind === kind);
  }

  private drop(track: MediaStreamTrack): void {
    this.now.stream?.removeTrack(track);
    track.stop();
  }

  private set(part: Partial<MediaState>): void {
    this.now = { ...this.now, ...part };
    for (const listener of this.listeners) listener();
  }
}

/** The same tracks in a new stream, because a picture that shows a stream looks again only when it is another one. */
function fresh(stream: MediaStream | null): MediaStream | null {
  return stream && stream.getTracks().length > 0 ? new MediaStream(stream.getTracks()) : null;
}
