import type { Contract } from '#contracts';
import { DomainError } from '#kernel';
import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { Socket } from 'socket.io';
import { Cookies } from '../http/cookies.js';
import { keepAdmitted, noteContract } from './admitted.js';
import { contractOf } from './contract-key.js';
import { Policies, type Approach, type SocketIdentity } from './policies.js';

/** First validates by the contract's schema, then asks the contract's policy who acts. Nothing of the handler runs before both said yes. */
@Injectable()
export class ContractGuard implements CanActivate {
  constructor(
    private readonly policies: Policies,
    private readonly cookies: Cookies,
  ) {}

  async canActivate(context: ExecutionContext): Promise<true> {
    const contract = contractOf(context);
    noteContract(context, contract);
    const approach = contract.transport === 'http' ? this.fromRequest(contract, context) : this.fromSocket(contract, context);
    const principal = await this.policies.decide(approach);
    keepAdmitted(context, { input: approach.input, principal });
    return true;
  }

  private fromRequest(contract: Contract & { transport: 'http' }, context: ExecutionContext): Approach {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const given = { ...fields(request.query), ...fields(request.body), ...fields(request.params) };
    return { policy: contract.policy, input: validate(contract, given), cookies: this.cookies.read(request.headers.cookie), byPerson: contract.byPerson };
  }

  private fromSocket(contract: Contract & { transport: 'socket' }, context: ExecutionContext): Approach {
    const socket = context.switchToWs().getClient<Socket>();
    const input = validate(contract, context.switchToWs().getData());
    const { identity } = socket.data as { identity?: SocketIdentity };
    if (!identity) throw new DomainError('not_signed_in');
    return { policy: contract.policy, input, cookies: this.cookies.read(socket.handshake.headers.cookie), byPerson: true, socket: identity };
  }
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
