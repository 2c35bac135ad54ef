import type { SocketIdentity } from '../contracts/policies.js';

/** Proves who a socket acts as when it connects. Implemented by identity; a DI token. */
export abstract class SocketDoor {
  /** `approach` is what the client sent, not yet validated. Throws DomainError when the cookies do not prove it. */
  abstract identify(approach: unknown, cookies: ReadonlyMap<string, string>): Promise<SocketIdentity>;
}
