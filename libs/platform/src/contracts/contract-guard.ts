import { hasBody, type Contract } from '#contracts';
import { DomainError } from '#kernel';
import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { Socket } from 'socket.io';
import { AccessLog, holderOf as holderOfCookies, isTelling } from '../calls/access-log.js';
import type { Principal } from '../database/principal.js';
import { Cookies } from '../http/cookies.js';
import { RequestLimits } from '../http/request-limits.js';
import { Keyring } from '../keys/keyring.js';
import { keepAdmitted, noteContract } from './admitted.js';
import { contractOf } from './contract-key.js';
import { nameOf } from './noted-calls.js';
import { Policies, type Approach, type SocketIdentity } from './policies.js';

/** First validates by the contract's schema, then asks the contract's policy who acts. Nothing of the handler runs before both said yes. */
@Injectable()
export class ContractGuard implements CanActivate {
  constructor(
    private readonly policies: Policies,
    private readonly cookies: Cookies,
    private readonly limits: RequestLimits,
    private readonly keys: Keyring,
    private readonly log: AccessLog,
  ) {}

  async canActivate(context: ExecutionContext): Promise<true> {
    const contract = contractOf(context);
    noteContract(context, contract);
    const approach = contract.transport === 'http' ? this.fromRequest(contract, context) : this.fromSocket(contract, context);
    const principal = await this.policies.decide(approach).catch((error: unknown) => this.turnedAway(contract, approach, error));
    if (!approach.socket) this.noteProven(approach, principal);
    keepAdmitted(context, { input: approach.input, principal });
    return true;
  }

  /** Goes on with the refusal. Of whom nothing is known, nothing is noted. */
  private turnedAway(contract: Contract, { policy, socket, cookies }: Approach, error: unknown): never {
    const who = socket ?? holderOfCookies(policy, cookies, this.keys);
    if (who && error instanceof DomainError && isTelling(error.code)) this.log.refused({ who, policy, call: nameOf(contract), code: error.code });
    throw error;
  }

  private fromRequest(contract: Contract & { transport: 'http' }, context: ExecutionContext): Approach {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    // Each part from one place: what a write takes from its body never comes from an address, which is logged and remembered on the way.
    const given = { ...fields(hasBody(contract.method) ? request.body : request.query), ...fields(request.params) };
    return { policy: contract.policy, input: validate(contract, given), cookies: this.cookies.read(request.headers.cookie), byPerson: contract.byPerson };
  }

  /** The cookie that stood for somebody now counts for them and no longer for its address. */
  private noteProven(approach: Approach, principal: Principal): void {
    const holder = holderOf(principal);
    const secret = approach.cookies.get(principal.kind === 'seat' ? 'device' : 'staff');
    if (holder && secret) this.limits.proved(secret, holder);
  }

  private fromSocket(contract: Contract & { transport: 'socket' }, context: ExecutionContext): Approach {
    const socket = context.switchToWs().getClient<Socket>();
    const input = validate(contract, context.switchToWs().getData());
    const { identity } = socket.data as { identity?: SocketIdentity };
    if (!identity) throw new DomainError('not_signed_in');
    return { policy: contract.policy, input, cookies: this.cookies.read(socket.handshake.headers.cookie), byPerson: true, socket: identity };
  }
}

/** The device or sign-in that stands behind somebody; undefined for nobody and for our own work. */
function holderOf(principal: Principal): string | undefined {
  if (principal.kind === 'seat') return principal.deviceId;
  return principal.kind === 'staff' || principal.kind === 'account' ? principal.signInId : undefined;
}

function fields(part: unknown): Record<string, unknown> {
  return typeof part === 'object' && part !== null && !Buffer.isBuffer(part) ? (part as Record<string, unknown>) : {};
}

/** The field at fault is named, and why; its value is not, because it may be a name or a secret. */
function validate(contract: Contract, given: unknown): unknown {
  const parsed = contract.input.safeParse(given);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const reason = issue?.code === 'custom' ? (issue.params?.reason as string | undefined) : issue?.code;
  throw new DomainError('bad_input', { field: issue?.path.join('.') ?? '', ...(reason && { reason }) });
}
