import { recordReads, type Contract } from '#contracts';
import { DomainError } from '#kernel';
import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import { catchError, mergeMap, type Observable } from 'rxjs';
import { AccessLog, isTelling } from '../calls/access-log.js';
import type { ClinicPrincipal, Principal } from '../database/principal.js';
import { admittedOf, type Admitted } from './admitted.js';
import { contractOf } from './contract-key.js';

/**
 * Tells the access log what a contract declares that it shows, after the handler has found it and before it leaves; and whom a handler
 * refused what is another's. What was refused was not read: of that no read is noted.
 */
@Injectable()
export class NotedCalls implements NestInterceptor {
  constructor(private readonly log: AccessLog) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const contract = contractOf(context);
    const admitted = admittedOf(context);
    return next.handle().pipe(
      catchError((error: unknown) => {
        this.noteRefusal(contract, admitted.principal, error);
        throw error;
      }),
      mergeMap(async (answer: unknown) => {
        await this.noteRead(contract, admitted);
        return answer;
      }),
    );
  }

  private noteRefusal(contract: Contract, principal: Principal, error: unknown): void {
    if (!(error instanceof DomainError) || !isTelling(error.code) || !isSomebody(principal)) return;
    this.log.refused({ who: principal, policy: contract.policy, call: nameOf(contract), code: error.code });
  }

  private async noteRead(contract: Contract, { input, principal }: Admitted): Promise<void> {
    if (contract.reads === undefined || contract.reads === 'own') return;
    const field = `${recordReads[contract.reads].of}Id` as const;
    const objectId = (input as Record<string, unknown>)[field] ?? (isSomebody(principal) ? principal[field] : undefined);
    if (!isSomebody(principal) || typeof objectId !== 'string') throw new Error(`${nameOf(contract)} declares a read and names no ${field}`);
    await this.log.read(principal, contract.reads, objectId);
  }
}

/** How a contract is called where people look into the log. */
export function nameOf(contract: Contract): string {
  return contract.transport === 'http' ? `${contract.method} ${contract.path}` : contract.name;
}

function isSomebody(principal: Principal): principal is Exclude<ClinicPrincipal, { kind: 'system' }> {
  return principal.kind === 'seat' || principal.kind === 'staff';
}
