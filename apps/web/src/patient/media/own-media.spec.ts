import { OwnMedia } from './own-media.js';
import { platformOf, problemOf } from './media-problem.js';

class Track extends EventTarget {
  readyState = 'live';
  constructor(readonly kind: 'audio' | 'video', readonly id: string) {
    super();
  }
  getSettings = () => ({ deviceId: this.id });
  stop(): void {
    this.readyState = 'ended';
  }
}

class Stream {
  constructor(private tracks: Track[] = []) {}
  getTracks = () => this.tracks;
  getVideoTracks = () => this.tracks.filter(({ kind }) => kind === 'video');
  getAudioTracks = () => this.tracks.filter(({ kind }) => kind === 'audio');
  removeTrack(track: Track): void {
    this.tracks = this.tracks.filter((one) => one !== track);
  }
}
Object.assign(globalThis, { MediaStream: Stream });

const named = (name: string): Error => Object.assign(new Error(name), { name });

/** A computer whose camera or microphone may fail, or whose camera breaks as soon as it has begun; records what was asked for. */
function computer(fails: { video?: Error; audio?: Error; breaks?: boolean } = {}) {
  const asked: string[] = [];
  const opened: Track[] = [];
  const devices = {
    getUserMedia: async (wish: { audio?: { deviceId?: { exact: string } }; video?: { deviceId?: { exact: string } } }) => {
      asked.push(Object.keys(wish).sort().join('+'));
      if (wish.video && fails.video) throw fails.video;
      if (wish.audio && fails.audio) throw fails.audio;
      const stream = new Stream([...(wish.audio ? [new Track('audio', wish.audio.deviceId?.exact ?? 'mic-1')] : []), ...(wish.video ? [new Track('video', wish.video.deviceId?.exact ?? 'cam-1')] : [])]);
      opened.push(...stream.getTracks());
      if (fails.breaks) stream.getVideoTracks()[0]?.stop();
      return stream;
    },
    enumerateDevices: async () => [{ kind: 'videoinput', deviceId: 'cam-1' }, { kind: 'audioinput', deviceId: '' }],
    addEventListener: () => undefined,
    removeEventListener: () => undefined,
  };
  return { media: new OwnMedia(devices as never), asked, opened };
}

describe('camera and microphone', () => {
  it('asks once for both', async () => {
    const { media, asked } = computer();
    await media.open();
    expect(asked).toEqual(['audio+video']);
    expect(media.state()).toMatchObject({ status: 'ready', camera: true, microphone: true, cameraProblem: null, cameraId: 'cam-1', cameras: [{ deviceId: 'cam-1' }], microphones: [] });
  });

  it.each([['NotAllowedError', 'denied'], ['NotFoundError', 'missing'], ['NotReadableError', 'in_use']])('goes on with sound alone when the camera gives %s', async (name, problem) => {
    const { media, asked } = computer({ video: named(name) });
    await media.open();
    expect(asked).toEqual(['audio+video', 'audio']);
    expect(media.state()).toMatchObject({ status: 'ready', camera: false, microphone: true, cameraProblem: problem });
  });

  it('goes on with the picture alone when there is no microphone', async () => {
    const { media } = computer({ audio: named('NotFoundError') });
    await media.open();
    expect(media.state()).toMatchObject({ status: 'ready', camera: true, microphone: false, microphoneProblem: 'missing', cameraProblem: null });
  });

  it('says why when both are denied', async () => {
    const { media } = computer({ video: named('NotAllowedError'), audio: named('NotAllowedError') });
    await media.open();
    expect(media.state()).toMatchObject({ status: 'failed', stream: null, cameraProblem: 'denied', microphoneProblem: 'denied' });
  });

  it('names a browser without camera access', async () => {
    const media = new OwnMedia(undefined);
    await media.open();
    expect(media.state()).toMatchObject({ status: 'failed', cameraProblem: 'unsupported' });
  });

  it.each(['at once', 'later'])('says that the camera is busy when it breaks %s', async (when) => {
    const { media } = computer({ breaks: when === 'at once' });
    await media.open();
    if (when === 'later') media.state().stream?.getVideoTracks()[0]?.dispatchEvent(new Event('ended'));
    expect(media.state()).toMatchObject({ status: 'ready', camera: false, microphone: true, cameraProblem: 'in_use', microphoneProblem: null });
  });

  it.each([['allows', undefined], ['refuses', named('NotAllowedError')]])('stays closed when the person %s only after it was let go', async (_answer, refusal) => {
    const { media, asked, opened } = computer({ video: refusal });
    void media.open();
    media.close();
    await new Promise((resolve) => setTimeout(resolve));
    expect([media.state(), asked, opened.filter(({ readyState }) => readyState === 'live')]).toMatchObject([{ status: 'idle', stream: null, cameraProblem: null }, ['audio+video'], []]);
  });

  it('lets the camera go when it is switched off, and opens the same one again', async () => {
    const { media, asked } = computer();
    await media.open();
    const [track] = media.state().stream?.getVideoTracks() ?? [];
    await media.setCamera(false);
    expect([track?.readyState, media.state().camera, media.state().stream?.getTracks().length]).toEqual(['ended', false, 1]);
    await media.setCamera(true);
    expect([asked.at(-1), media.state().camera, media.state().stream?.getTracks().length]).toEqual(['video', true, 2]);
  });

  it('opens again what the room or a sleeping phone has ended, and nothing else', async () => {
    const { media, asked } = computer();
    await media.open();
    await media.recover();
    expect(asked).toHaveLength(1);
    media.state().stream?.getTracks().forEach((track) => track.stop());
    await media.recover();
    expect(asked.slice(1)).toEqual(['audio', 'video']);
  });

  it('changes to another microphone', async () => {
    const { media } = computer();
    await media.open();
    await media.useMicrophone('mic-2');
    expect([media.state().microphoneId, media.state().camera]).toEqual(['mic-2', true]);
  });
});

it.each([[named('SecurityError'), 'denied'], [named('OverconstrainedError'), 'missing'], [named('AbortError'), 'in_use'], ['words', 'unknown']])('%s means %s', (thrown, problem) => expect(problemOf(thrown)).toBe(problem));

it.each([
  ['Mozilla/5.0 (iPhone; CPU iPhone OS 18_0) Safari/604.1', 5, 'ios'],
  ['Mozilla/5.0 (Macintosh) Version/18 Safari/605', 5, 'ios'],
  ['Mozilla/5.0 (Macintosh) Version/18 Safari/605', 0, 'safari'],
  ['Mozilla/5.0 (Linux; Android 15) Chrome/140 Safari/537', 5, 'android'],
  ['Mozilla/5.0 (Windows NT 10.0) Chrome/140 Safari/537', 0, 'desktop'],
])('%s with %i touch points is %s', (userAgent, maxTouchPoints, platform) => expect(platformOf({ userAgent, maxTouchPoints })).toBe(platform));
