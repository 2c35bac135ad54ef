import type { SeatSnapshot, Visit } from '#contracts/routes';
import type { MediaState } from '../patient/media/own-media.js';
import { galleryNow } from './gallery-state.js';

/** Plainly fake people and places, all at one moment: 5:24 PM in Sacramento. */
const nowMs = Date.parse(galleryNow);
export const inMinutes = (minutes: number): string => new Date(nowMs + minutes * 60_000).toISOString();
export const zone = 'America/Los_Angeles';

export const clinic = { name: 'Example Clinic', phone: '(916) 555-0134' };
const seatId = '00000000-0000-4000-8000-000000000001';

export const visit: Visit = {
  step: 'lobby',
  seatId,
  clinic,
  locale: 'en',
  pinTriesLeft: null,
  session: { title: 'Process group', zone, startsAt: inMinutes(6), endsAt: inMinutes(216), lobbyOpensAt: inMinutes(-9), state: 'planned', hosts: ['Dr. Field'], hostInside: true },
  givenName: 'Ana',
  shownName: 'Ana',
  lastGate: { place: 'home', address: '12 Example Street, Sacramento', inState: true, alone: true, driving: false, callbackPhone: '(916) 555-0101', emergencyName: 'Sam Example', emergencyPhone: '(916) 555-0102' },
  agreement: null,
  waitingSince: inMinutes(-1),
  hold: null,
  mayReturn: null,
  help: null,
  wishes: { camera: true, onBreak: false, saveData: false, onlyListening: false },
};

export const agreement = {
  id: '00000000-0000-4000-8000-0000000000aa',
  version: 3,
  body: [
    '# What is said here stays here',
    'We do not share what others say, or who was here. That keeps the group safe for everyone.',
    '# Nothing is recorded',
    '- Please do not record, take pictures, or share your screen.\n- Please join from a private place. Headphones help.\n- Your camera may be off when you need it.',
    '# If you are in danger',
    'Staff may call you, your emergency contact, or 911, and tell them where you are today.',
  ].join('\n\n'),
};

export function snapshotOf(part: { own?: Partial<SeatSnapshot['own']['standing']>; session?: Partial<SeatSnapshot['session']> } = {}): SeatSnapshot {
  return {
    version: 1,
    now: inMinutes(0),
    session: { state: 'planned', hostInside: true, hostAwayName: null, startsAt: inMinutes(6), endsAt: inMinutes(216), endedAt: null, ...part.session },
    topics: {},
    ownVersion: 1,
    own: { standing: { step: 'lobby', hold: null, waitingSince: inMinutes(-1), mayReturn: null, ...part.own }, help: null },
  };
}

const device = (kind: MediaDeviceKind, at: number, label: string): MediaDeviceInfo => ({ kind, deviceId: `${kind}-${at}`, groupId: '', label, toJSON: () => ({}) });

/** Camera and microphone that work, with a drawn face for a picture. */
export function workingMedia(part: Partial<MediaState> = {}): MediaState {
  return {
    status: 'ready', stream: drawnFace(), camera: true, microphone: true, cameraProblem: null, microphoneProblem: null,
    cameras: [device('videoinput', 1, 'Front camera'), device('videoinput', 2, 'Back camera')],
    microphones: [device('audioinput', 1, 'Phone microphone'), device('audioinput', 2, 'Headset')],
    cameraId: 'videoinput-1', microphoneId: 'audioinput-1', ...part,
  };
}

let face: MediaStream | null = null;

function drawnFace(): MediaStream {
  if (face) return face;
  const canvas = Object.assign(document.createElement('canvas'), { width: 640, height: 400 });
  const paint = canvas.getContext('2d') as CanvasRenderingContext2D;
  const draw = (): void => {
    paint.fillStyle = '#67603f';
    paint.fillRect(0, 0, 640, 400);
    paint.fillStyle = 'rgb(255 255 255 / 0.06)';
    paint.fillRect(90, 0, 150, 250);
    paint.fillStyle = '#b0a881';
    paint.beginPath();
    paint.arc(320, 170, 78, 0, 2 * Math.PI);
    paint.ellipse(320, 420, 165, 150, 0, 0, 2 * Math.PI);
    paint.fill();
  };
  draw();
  face = canvas.captureStream(2);
  setInterval(draw, 500);
  return face;
}
