import type { Contract } from '#contracts';
import type { ExecutionContext } from '@nestjs/common';

/** Where `@Handles` keeps the contract on a method. */
export const contractKey = 'stepwell:contract';

export function contractOf(context: ExecutionContext): Contract {
  return Reflect.getMetadata(contractKey, context.getHandler()) as Contract;
}
