import { errorCodes, type ErrorCode } from '#kernel';
import type { Contract } from './contract.js';
import { alwaysPossible, policyRefusals } from './policy-names.js';

/** Every code with which a call of this contract may be refused: its own, its policy's, and those that no call is safe from. */
export function refusalsOf({ errors, policy }: Pick<Contract, 'errors' | 'policy'>): ErrorCode[] {
  return [...new Set<ErrorCode>([...errors, ...policyRefusals[policy], ...alwaysPossible])];
}

/** Those codes by the HTTP status with which each is sent. */
export function refusalsByStatus(contract: Pick<Contract, 'errors' | 'policy'>): Map<number, ErrorCode[]> {
  const byStatus = new Map<number, ErrorCode[]>();
  for (const code of refusalsOf(contract)) {
    const [status] = errorCodes[code];
    byStatus.set(status, [...(byStatus.get(status) ?? []), code]);
  }
  return byStatus;
}
