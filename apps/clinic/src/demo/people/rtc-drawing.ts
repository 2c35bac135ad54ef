import { AudioFrame, AudioSource, LocalAudioTrack, LocalVideoTrack, TrackPublishOptions, TrackSource, VideoBufferType, VideoCodec, VideoFrame, VideoSource, type LocalParticipant } from '@livekit/rtc-node';
import type { Picture } from './rtc-people.js';

const sampleRate = 48_000;
const soundMs = 20;
/** A hum of so many pieces in every so many: a quiet person, who says little. */
const hum = { pieces: 15, every: 250, loudness: 250 } as const;

/** Wall, clothes and skin of each figure, as 0xBBGGRR; nobody looks like a real person, and no two neighbours look alike. */
const looks = [
  [0x8a6f5b, 0xd9b38c, 0xc7e0f4],
  [0x5f7f6a, 0xe8e2c8, 0xa9c6e0],
  [0x7c5a86, 0xb7d36f, 0x8db4d8],
  [0x4f6fa0, 0x76c7c0, 0xb5d4ec],
  [0x9a8f4e, 0x9f6fc9, 0x7ba3c9],
  [0x6a6a72, 0x5ab4e8, 0xa0bede],
  [0x52895f, 0x6f8ff0, 0x6f98c0],
  [0x89704a, 0xc2c25e, 0xbcd8ee],
] as const;

/**
 * Publishes a drawn figure that sways before a plain wall, its colours by number, and a quiet tone now and then.
 * number: of the person, from 1. Returns how to stop both.
 */
export async function publishFigureAndTone(participant: LocalParticipant, number: number, picture: Picture): Promise<() => Promise<void>> {
  const screen = new VideoSource(picture.width, picture.height);
  const sound = new AudioSource(sampleRate, 1);
  const camera = LocalVideoTrack.createVideoTrack('camera', screen);
  const microphone = LocalAudioTrack.createAudioTrack('microphone', sound);
  const videoEncoding = { maxBitrate: BigInt(picture.width * picture.height * picture.framesPerSecond), maxFramerate: picture.framesPerSecond };
  await participant.publishTrack(camera, new TrackPublishOptions({ source: TrackSource.SOURCE_CAMERA, simulcast: false, videoCodec: VideoCodec.VP8, videoEncoding }));
  await participant.publishTrack(microphone, new TrackPublishOptions({ source: TrackSource.SOURCE_MICROPHONE, dtx: true, red: true }));
  const stopPicture = draw(screen, number, picture);
  const stopSound = speak(sound, 220 + 40 * number);
  return async () => {
    stopPicture();
    await stopSound();
  };
}

function draw(screen: VideoSource, number: number, { width, height, framesPerSecond }: Picture): () => void {
  let at = 0;
  const timer = setInterval(() => {
    const pixels = figure(at++ / framesPerSecond + number, number, width, height);
    screen.captureFrame(new VideoFrame(pixels, width, height, VideoBufferType.RGBA));
  }, 1000 / framesPerSecond);
  return () => clearInterval(timer);
}

/** Head and shoulders, row by row. */
function figure(seconds: number, number: number, width: number, height: number): Uint8Array {
  const [wall, clothes, skin] = looks[number % looks.length] ?? looks[0];
  const pixels = new Uint32Array(width * height).fill(opaque(wall));
  const middle = width / 2 + width * 0.06 * Math.sin(seconds * 1.3);
  const nod = height * 0.02 * Math.sin(seconds * 2.1);
  disc(pixels, width, height, { x: middle, y: height * 1.08, across: width * 0.27, down: height * 0.42 }, opaque(clothes));
  disc(pixels, width, height, { x: middle + nod, y: height * 0.42 + nod, across: height * 0.2, down: height * 0.25 }, opaque(skin));
  return new Uint8Array(pixels.buffer);
}

function disc(pixels: Uint32Array, width: number, height: number, { x, y, across, down }: { x: number; y: number; across: number; down: number }, colour: number): void {
  for (let row = Math.max(0, Math.ceil(y - down)); row < Math.min(height, y + down); row += 1) {
    const half = across * Math.sqrt(Math.max(0, 1 - ((row - y) / down) ** 2));
    pixels.fill(colour, row * width + Math.max(0, Math.round(x - half)), row * width + Math.min(width, Math.round(x + half)));
  }
}

const opaque = (colour: number): number => (0xff000000 | colour) >>> 0;

function speak(source: AudioSource, hertz: number): () => Promise<void> {
  const samples = (sampleRate * soundMs) / 1000;
  let going = true;
  let at = 0;
  const done = (async () => {
    for (let piece = 0; going; piece += 1) {
      const loud = piece % hum.every < hum.pieces;
      const data = new Int16Array(samples);
      if (loud) for (let sample = 0; sample < samples; sample += 1) data[sample] = Math.round(hum.loudness * Math.sin((2 * Math.PI * hertz * at++) / sampleRate));
      // Waits while its queue is full, and so keeps time.
      await source.captureFrame(new AudioFrame(data, sampleRate, 1, samples));
    }
  })().catch(() => undefined);
  return async () => {
    going = false;
    await done;
  };
}
