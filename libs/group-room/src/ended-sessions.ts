import type { SessionId } from '#kernel';

/** Who must know that a session has ended: attendance counts its minutes then. A DI token. */
export abstract class EndedSessions {
  /** Called in the transaction that ends the session; what it throws keeps the session from ending. */
  abstract note(sessionId: SessionId): Promise<void>;
}
