import type { EventInput } from '#contracts/routes';
import type { Connection } from './connection.js';
import type { FlowAges } from './media-flow.js';

export type Beat = EventInput<'beat'>;

/** "I am here": this often, ms. The server counts a pause of more than three of them. */
export const beatEvery = 2_000;

export interface BeatFacts {
  readonly connection: Connection;
  readonly participantSid: string | null;
  readonly flow: FlowAges;
  /** The page's wall clock, epoch milliseconds. */
  readonly sentMs: number;
  readonly visible: boolean;
  readonly microphone: boolean;
  readonly camera: boolean;
}

const words = { none: 'connecting', up: 'connected', signal_lost: 'connected', lost: 'reconnecting' } as const;

/**
 * One beat. The server stamps it on arrival; what it carries of time are ages. With signalling away and media flowing the person is
 * connected. `disconnected` stands for a page that was never in the room, or no longer is. Never throws.
 */
export function beatOf(facts: BeatFacts): Beat {
  const { connection, participantSid, flow, sentMs, visible, microphone, camera } = facts;
  const state = connection.ended || (connection.media === 'none' && !connection.everIn) ? 'disconnected' : words[connection.media];
  return { participantSid, connection: state, sentMs, mediaForMs: flow.forMs, mediaPausedMs: flow.pausedMs, mediaIdleMs: flow.idleMs, visible, microphone, camera };
}
