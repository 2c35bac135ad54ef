import { createHash, createHmac, randomBytes } from 'node:crypto';
import { postOf } from './keep-alive-load.mjs';

const webhookPath = '/api/v1/livekit/webhook';
const goodForSeconds = 300;

/**
 * An event of LiveKit 1.13 about one connection, with the fields that it sends.
 *
 * @param {string} kind such as `participant_joined` @param {{ room: string, identity: string, participantSid: string, track?: string, createdAt?: string }} of createdAt: whole seconds as a text, as LiveKit sends them
 */
export function livekitEvent(kind, { room, identity, participantSid, track, createdAt = String(Math.floor(Date.now() / 1000)) }) {
  return {
    event: kind,
    room: { sid: 'RM_bench', name: room, emptyTimeout: 300, departureTimeout: 900, creationTime: createdAt, creationTimeMs: `${createdAt}000`, enabledCodecs: [{ mime: 'audio/opus' }, { mime: 'audio/red' }, { mime: 'video/vp8' }, { mime: 'video/h264' }], numParticipants: 8, numPublishers: 7 },
    participant: {
      sid: participantSid,
      identity,
      state: kind === 'participant_left' ? 'DISCONNECTED' : 'ACTIVE',
      joinedAt: createdAt,
      joinedAtMs: `${createdAt}250`,
      version: 3,
      permission: { canSubscribe: true, canPublish: true, canPublishData: false, canPublishSources: ['CAMERA', 'MICROPHONE'] },
      ...(kind === 'participant_left' && { disconnectReason: 'CLIENT_INITIATED' }),
    },
    ...(track && { track: { sid: `TR_${participantSid}`, type: track === 'CAMERA' ? 'VIDEO' : 'AUDIO', source: track, mimeType: track === 'CAMERA' ? 'video/vp8' : 'audio/red', stream: 'camera' } }),
    id: `EV_${randomBytes(9).toString('base64url')}`,
    createdAt,
  };
}

/**
 * A webhook as LiveKit posts it: the event, and a token of its key over the very bytes.
 *
 * @param {object} event @param {{ key: string, secret: string }} livekit @returns {string} the request as it goes over the wire
 */
export function signedWebhook(event, { key, secret }) {
  const body = JSON.stringify(event);
  const now = Math.floor(Date.now() / 1000);
  const claims = { iss: key, nbf: now, exp: now + goodForSeconds, sha256: createHash('sha256').update(body).digest('base64') };
  const said = [{ alg: 'HS256', typ: 'JWT' }, claims].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.');
  const token = `${said}.${createHmac('sha256', secret).update(said).digest('base64url')}`;
  return postOf(webhookPath, `Content-Type: application/webhook+json\r\nAuthorization: ${token}\r\n`, body);
}
