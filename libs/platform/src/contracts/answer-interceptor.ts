import type { Contract } from '#contracts';
import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import { map, type Observable } from 'rxjs';
import { contractOf } from './contract-key.js';

/** Strips every answer to the output schema of its contract, so that a field which nobody declared never leaves. */
@Injectable()
export class AnswerInterceptor implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const contract = contractOf(context);
    const strip = (value: unknown): unknown => stripToOutput(contract, value);
    if (contract.transport === 'http') return next.handle().pipe(map(strip));
    return next.handle().pipe(map((value) => ({ ok: true, value: strip(value) })));
  }
}

/** Throws when the answer is not of the promised form: a fault of ours, shown as `internal`. */
function stripToOutput(contract: Contract, value: unknown): unknown {
  return contract.output.parse(value);
}
