import type { ErrorCode } from '#kernel';
import type { z } from 'zod';
import { addressOf, type RouteAddress, type RoutePath } from './paths.js';
import type { DoorPolicy, PolicyName } from './policy-names.js';
import type { ReadName } from './reads.js';

interface Shown {
  /** What of patients' records the answer shows, for the access log; `own` is the asker's own, of which no line is written. */
  readonly reads?: ReadName | 'own';
}

/**
 * What a route or socket event takes, gives and refuses, and who may use it. The one description from which the server validates,
 * strips its answers and authorises, and from which the browser takes its types.
 */
export interface RouteContract<Input extends z.ZodType, Output extends z.ZodType, Errors extends ErrorCode> extends RouteAddress, Shown {
  readonly transport: 'http';
  readonly policy: PolicyName;
  /** Path parameters, query and body as one strict object. */
  readonly input: Input;
  readonly output: Output;
  readonly errors: readonly Errors[];
  /** Whether the call shows that a person is there (moves the idle clock); false for what a page asks by itself. */
  readonly byPerson: boolean;
}

export interface EventContract<Input extends z.ZodType, Output extends z.ZodType, Errors extends ErrorCode> extends Shown {
  readonly transport: 'socket';
  readonly name: string;
  readonly policy: PolicyName;
  readonly input: Input;
  readonly output: Output;
  readonly errors: readonly Errors[];
}

/**
 * A namespace of Socket.IO: what a socket says when it connects, and the policy that it has to pass for what it comes as. Each event has
 * its own policy besides.
 */
export interface NamespaceContract<Approach extends z.ZodType<SocketApproach> = z.ZodType<SocketApproach>> {
  readonly name: `/${string}`;
  /** Sent by the client as the handshake's `auth`; the cookie proves it. */
  readonly approach: Approach;
  readonly policies: Readonly<Record<z.output<Approach>['as'], DoorPolicy>>;
}

/** What every approach says: as what the socket comes, and from which seat where it comes from one. */
export interface SocketApproach {
  readonly as: string;
  readonly seatId?: string;
}

/** The widest contract; each use narrows it by InputOf and OutputOf. */
export type Contract = RouteContract<z.ZodType, z.ZodType, ErrorCode> | EventContract<z.ZodType, z.ZodType, ErrorCode>;

/** What a handler receives: validated, with defaults filled in. */
export type InputOf<C> = C extends { input: infer I extends z.ZodType } ? z.output<I> : never;
/** What a caller sends. */
export type CallInputOf<C> = C extends { input: infer I extends z.ZodType } ? z.input<I> : never;
/** What a handler returns and a caller gets, after stripping to the schema. */
export type OutputOf<C> = C extends { output: infer O extends z.ZodType } ? z.output<O> : never;
export type ErrorsOf<C> = C extends { errors: readonly (infer E)[] } ? E : never;

/** An HTTP contract. `byPerson` is true unless said otherwise. */
export function route<Input extends z.ZodType, Output extends z.ZodType, Errors extends ErrorCode = never>(
  path: RoutePath,
  terms: { policy: PolicyName; input: Input; output: Output; errors?: readonly Errors[]; byPerson?: boolean } & Shown,
): RouteContract<Input, Output, Errors> {
  return { transport: 'http', ...addressOf(path), byPerson: true, errors: [], ...terms };
}

/** A contract for a socket event that is answered by an acknowledgement. */
export function event<Input extends z.ZodType, Output extends z.ZodType, Errors extends ErrorCode = never>(
  name: string,
  terms: { policy: PolicyName; input: Input; output: Output; errors?: readonly Errors[] } & Shown,
): EventContract<Input, Output, Errors> {
  return { transport: 'socket', name, errors: [], ...terms };
}

/** A contract for a namespace; a gateway serves it under `@Serves`. */
export function namespace<Approach extends z.ZodType<SocketApproach>>(name: `/${string}`, terms: Omit<NamespaceContract<Approach>, 'name'>): NamespaceContract<Approach> {
  return { name, ...terms };
}
