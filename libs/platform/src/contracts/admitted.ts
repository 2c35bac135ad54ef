import { DomainError } from '#kernel';
import type { ArgumentsHost } from '@nestjs/common';
import type { Principal } from '../database/principal.js';

/** What the contract guard found for one call: the validated input and who acts. */
export interface Admitted {
  readonly input: unknown;
  readonly principal: Principal;
}

const admittedByCall = new WeakMap<object, Admitted>();

export function keepAdmitted(host: ArgumentsHost, admitted: Admitted): void {
  admittedByCall.set(callOf(host), admitted);
}

export function admittedOf(host: ArgumentsHost): Admitted {
  const admitted = admittedByCall.get(callOf(host));
  if (!admitted) throw new Error('The contract guard did not run before this handler');
  return admitted;
}

// One object per call: the request, or the payload that socket.io parsed for this event. Nest copies the argument list, so that
// list itself cannot be the key.
function callOf(host: ArgumentsHost): object {
  if (host.getType() === 'http') return host.switchToHttp().getRequest<object>();
  const payload: unknown = host.switchToWs().getData();
  if (typeof payload !== 'object' || payload === null) throw new DomainError('bad_input');
  return payload;
}
