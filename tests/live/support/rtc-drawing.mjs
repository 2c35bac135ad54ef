import { AudioFrame, AudioSource, LocalAudioTrack, LocalVideoTrack, TrackPublishOptions, TrackSource, VideoBufferType, VideoCodec, VideoFrame, VideoSource } from '@livekit/rtc-node';

const width = 160;
const height = 90;
const framesPerSecond = 5;
const sampleRate = 48_000;
const toneMs = 20;

/**
 * Publishes a square that wanders over a plain ground, its colour by number, and a quiet tone.
 *
 * @param {import('@livekit/rtc-node').LocalParticipant} participant @param {number} number of the person, from 1
 * @returns {Promise<() => Promise<void>>} stops both
 */
export async function publishShapeAndTone(participant, number) {
  const picture = new VideoSource(width, height);
  const sound = new AudioSource(sampleRate, 1);
  const camera = LocalVideoTrack.createVideoTrack('camera', picture);
  const microphone = LocalAudioTrack.createAudioTrack('microphone', sound);
  const videoEncoding = { maxBitrate: 60_000n, maxFramerate: framesPerSecond };
  await participant.publishTrack(camera, new TrackPublishOptions({ source: TrackSource.SOURCE_CAMERA, simulcast: false, videoCodec: VideoCodec.VP8, videoEncoding }));
  await participant.publishTrack(microphone, new TrackPublishOptions({ source: TrackSource.SOURCE_MICROPHONE, dtx: true, red: true }));
  const stopPicture = draw(picture, number);
  const stopSound = hum(sound, 220 + 40 * number);
  return async () => {
    stopPicture();
    await stopSound();
  };
}

function draw(source, number) {
  let step = 0;
  const timer = setInterval(() => source.captureFrame(new VideoFrame(picture(step++, number), width, height, VideoBufferType.RGBA)), 1000 / framesPerSecond);
  return () => clearInterval(timer);
}

function picture(step, number) {
  const pixels = new Uint8Array(width * height * 4);
  const left = (step * 7) % (width - 30);
  const top = (step * 4) % (height - 30);
  for (let at = 0; at < width * height; at += 1) {
    const x = at % width;
    const y = Math.floor(at / width);
    const inside = x >= left && x < left + 30 && y >= top && y < top + 30;
    pixels.set(inside ? [40 * (number % 6), 220, 120, 255] : [30, 40 + 10 * (number % 8), 60, 255], at * 4);
  }
  return pixels;
}

function hum(source, hertz) {
  const samples = (sampleRate * toneMs) / 1000;
  let going = true;
  let at = 0;
  const done = (async () => {
    while (going) {
      const data = new Int16Array(samples).map(() => Math.round(300 * Math.sin((2 * Math.PI * hertz * at++) / sampleRate)));
      // Waits while its queue is full, and so keeps time.
      await source.captureFrame(new AudioFrame(data, sampleRate, 1, samples));
    }
  })().catch(() => undefined);
  return async () => {
    going = false;
    await done;
  };
}
