import type { SeatRole } from '#kernel';
import { AccessToken, TrackSource, type VideoGrant } from 'livekit-server-sdk';
import type { LiveKitAccess } from './livekit-access.js';

/** Long enough to load a page and try a few times; LiveKit looks at it only when somebody connects. */
export const passSeconds = 300;

/**
 * Every grant that LiveKit knows, said outright: canPublish, canSubscribe and canPublishData are true when left out, and no sources mean
 * all sources. Nobody administers, records or sends data through LiveKit; our own API does what a host may do.
 * Source: VideoGrant in livekit/protocol auth/grants.go.
 */
function grantsFor(room: string, role: SeatRole): Required<VideoGrant> {
  const mayPublish = role !== 'observer';
  return {
    roomJoin: true,
    room,
    canPublish: mayPublish,
    canPublishSources: mayPublish ? [TrackSource.CAMERA, TrackSource.MICROPHONE] : [],
    canSubscribe: true,
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
}

/** A signed pass for one identity and one room. It carries no name, no metadata and no attributes, because everybody in the room is shown those. */
export async function signPass(access: LiveKitAccess, pass: { room: string; identity: string; role: SeatRole }): Promise<string> {
  const token = new AccessToken(access.apiKey, access.apiSecret, { identity: pass.identity, ttl: passSeconds });
  token.addGrant(grantsFor(pass.room, pass.role));
  return token.toJwt();
}
