import type { EventInput } from '#contracts/routes';
import type { Connection } from './connection.js';

export type Beat = EventInput<'beat'>;

/** "I am here": this often, ms. The server counts a pause of more than three of them. */
export const beatEvery = 2_000;

export interface BeatFacts {
  readonly connection: Connection;
  readonly participantSid: string | null;
  readonly mediaAliveMs: number | null;
  readonly visible: boolean;
  readonly microphone: boolean;
  readonly camera: boolean;
}

const words = { none: 'connecting', up: 'connected', signal_lost: 'connected', lost: 'reconnecting' } as const;

/**
 * One beat. It carries no instant: the server stamps it on arrival. With signalling away and media flowing the person is connected.
 * `none` stands for a page that was never in the room, or no longer is. Never throws.
 */
export function beatOf(facts: BeatFacts): Beat {
  const { connection, participantSid, mediaAliveMs, visible, microphone, camera } = facts;
  const state = connection.ended || (connection.media === 'none' && !connection.everIn) ? 'none' : words[connection.media];
  return { participantSid, connection: state, mediaAliveMs, visible, microphone, camera };
}
