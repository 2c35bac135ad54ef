import type { SeatRole } from '#kernel';
import { LiveKitAccess } from './livekit-access.js';
import { passSeconds, signPass } from './room-pass.js';

const access = new LiveKitAccess('http://127.0.0.1:7880', 'unit', 'a-secret-for-unit-tests-of-32-characters');
const room = '0f9d6a2e-6a53-4a0e-8f5d-0c1e6a2b7f10';
const identity = '7d1b2a90-0b60-4a35-9d3e-2f1f0a6f9c55.3';

async function claims(role: SeatRole): Promise<Record<string, unknown>> {
  const [, payload] = (await signPass(access, { room, identity, role })).split('.');
  return JSON.parse(Buffer.from(payload!, 'base64url').toString()) as Record<string, unknown>;
}

const nothingElse = {
  canPublishData: false,
  canUpdateOwnMetadata: false,
  canSubscribeMetrics: false,
  canManageAgentSession: false,
  hidden: false,
  recorder: false,
  agent: false,
  roomAdmin: false,
  roomCreate: false,
  roomList: false,
  roomRecord: false,
  ingressAdmin: false,
  destinationRoom: '',
};

describe('a pass to a room', () => {
  it.each<[SeatRole, { canPublish: boolean; canPublishSources: string[] }]>([
    ['patient', { canPublish: true, canPublishSources: ['camera', 'microphone'] }],
    ['guest', { canPublish: true, canPublishSources: ['camera', 'microphone'] }],
    ['host', { canPublish: true, canPublishSources: ['camera', 'microphone'] }],
    ['co_facilitator', { canPublish: true, canPublishSources: ['camera', 'microphone'] }],
    ['observer', { canPublish: false, canPublishSources: [] }],
  ])('of a %s says every grant outright and names nobody', async (role, publishing) => {
    const { nbf, exp, ...rest } = await claims(role);
    expect(rest).toEqual({ iss: 'unit', sub: identity, video: { roomJoin: true, room, canSubscribe: true, ...publishing, ...nothingElse } });
    expect(Number(exp) - Number(nbf)).toBe(passSeconds);
  });
});
