import type { DoorPolicy, NamespaceContract, SocketApproach } from '#contracts';
import { DomainError } from '#kernel';
import type { SocketIdentity } from '../contracts/policies.js';

/** Proves who a socket acts as when it connects. Implemented by identity; a DI token. */
export abstract class SocketDoor {
  /** `approach` is what the client sent, not yet validated. Throws `bad_input`, and DomainError when the cookies do not prove it. */
  async identify(namespace: NamespaceContract, approach: unknown, cookies: ReadonlyMap<string, string>): Promise<SocketIdentity> {
    const parsed = namespace.approach.safeParse(approach);
    const policy = parsed.success ? namespace.policies[parsed.data.as] : undefined;
    if (!parsed.success || !policy) throw new DomainError('bad_input');
    return this.prove(policy, parsed.data, cookies);
  }

  /** Throws DomainError when the policy says no. */
  protected abstract prove(policy: DoorPolicy, approach: SocketApproach, cookies: ReadonlyMap<string, string>): Promise<SocketIdentity>;
}
