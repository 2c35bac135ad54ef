import { parseIdentity, PollWitness, type RoomPoll } from '#group-room';
import { Injectable } from '@nestjs/common';
import { PollSpans, type Seen } from '../persistence/poll-spans.js';

/** Keeps what the keeper saw. Only connections whose media is up count as seen; foreign identities are the keeper's to remove. */
@Injectable()
export class StoredPolls extends PollWitness {
  constructor(private readonly spans: PollSpans) {
    super();
  }

  override async observe({ clinicId, sessionId, roomId, atMs, participants }: RoomPoll): Promise<void> {
    const listed = participants.flatMap((participant): Seen[] => {
      const identity = parseIdentity(participant.identity);
      if (!identity || participant.state !== 'active') return [];
      return [{ seatId: identity.seatId, participantSid: participant.participantSid, roomSid: participant.roomSid, joinedAtMs: participant.joinedAtMs }];
    });
    await this.spans.keep({ clinicId, sessionId, roomId, atMs }, listed);
  }
}
