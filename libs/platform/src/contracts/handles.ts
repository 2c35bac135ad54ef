import type { Contract, InputOf, OutputOf } from '#contracts';
import { applyDecorators, createParamDecorator, Delete, Get, HttpCode, Patch, Post, Put, SetMetadata, UseFilters, UseGuards, UseInterceptors } from '@nestjs/common';
import { SubscribeMessage } from '@nestjs/websockets';
import { admittedOf } from './admitted.js';
import { AnswerFilter } from './answer-filter.js';
import { ContractGuard } from './contract-guard.js';
import { contractKey } from './contract-key.js';
import { NotedCalls } from './noted-calls.js';

// A method gets its input and its principal; what else it takes is Nest's own parameter decorators.
type Handler<C extends Contract> = (input: InputOf<C>, principal: never, ...rest: never[]) => OutputOf<C> | Promise<OutputOf<C>>;

const ValidInput = createParamDecorator((_: unknown, context) => admittedOf(context).input);
const ActingPrincipal = createParamDecorator((_: unknown, context) => admittedOf(context).principal);

/**
 * Binds a contract to the method that serves it, for HTTP and socket events alike. The method is called with the validated input and
 * the principal that the contract's policy found; what it returns is stripped to the output schema.
 */
export function Handles<C extends Contract>(contract: C) {
  return <H extends Handler<C>>(target: object, key: string, descriptor: TypedPropertyDescriptor<H>): void => {
    ValidInput()(target, key, 0);
    ActingPrincipal()(target, key, 1);
    descriptor.value = answering(contract, descriptor.value!);
    const bind = applyDecorators(SetMetadata(contractKey, contract), UseGuards(ContractGuard), UseInterceptors(NotedCalls), UseFilters(AnswerFilter), ...transport(contract));
    bind(target, key, descriptor);
  };
}

/** Every answer stripped to the output schema of its contract, so that a field which nobody declared never leaves. An answer of another form is a fault of ours. */
function answering<C extends Contract, H extends Handler<C>>(contract: C, handler: H): H {
  const isSocket = contract.transport === 'socket';
  const answer = async function (this: unknown, ...given: Parameters<H>): Promise<unknown> {
    const value: unknown = contract.output.parse(await handler.apply(this, given));
    return isSocket ? { ok: true, value } : value;
  };
  return answer as unknown as H;
}

function transport(contract: Contract): MethodDecorator[] {
  if (contract.transport === 'socket') return [SubscribeMessage(contract.name)];
  return [byMethod[contract.method](contract.path), HttpCode(200)];
}

const byMethod = { GET: Get, POST: Post, PUT: Put, PATCH: Patch, DELETE: Delete } as const;
