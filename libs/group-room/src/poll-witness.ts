import type { ClinicId, RoomId, SessionId } from '#kernel';
import type { SfuParticipant } from './sfu-rooms.js';

/** One look of the keeper into a live room. */
export interface RoomPoll {
  readonly clinicId: ClinicId;
  readonly sessionId: SessionId;
  readonly roomId: RoomId;
  /** Our clock, taken just before the SFU was asked. */
  readonly atMs: number;
  /** Everybody whom the SFU listed, foreign identities included. */
  readonly participants: readonly SfuParticipant[];
}

/** The second witness of presence: what the keeper saw. Implemented by attendance; a DI token. */
export abstract class PollWitness {
  /** Keeps one look. Called only for looks that succeeded; a failed one is unknown and says nothing. */
  abstract observe(poll: RoomPoll): Promise<void>;
}
