import type { Contract } from '#contracts';
import { DomainError } from '#kernel';
import type { ArgumentsHost } from '@nestjs/common';
import type { Principal } from '../database/principal.js';

/** What the contract guard found for one call: the validated input and who acts. */
export interface Admitted {
  readonly input: unknown;
  readonly principal: Principal;
}

const admittedByCall = new WeakMap<object, Admitted>();
const contractByCall = new WeakMap<object, Contract>();

/** Notes which contract a call is for, before anything of it is believed. */
export function noteContract(host: ArgumentsHost, contract: Contract): void {
  contractByCall.set(callOf(host), contract);
}

/** The contract that a call is for; undefined for what is no call of a contract. Never throws. */
export function calledContract(host: ArgumentsHost): Contract | undefined {
  const call = keyOf(host);
  return call && contractByCall.get(call);
}

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
  const call = keyOf(host);
  if (!call) throw new DomainError('bad_input');
  return call;
}

function keyOf(host: ArgumentsHost): object | undefined {
  if (host.getType() === 'http') return host.switchToHttp().getRequest<object>();
  const payload: unknown = host.switchToWs().getData();
  return typeof payload === 'object' && payload !== null ? payload : undefined;
}
