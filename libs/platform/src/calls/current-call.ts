import { AsyncLocalStorage } from 'node:async_hooks';

const calls = new AsyncLocalStorage<string>();

/** Does `work`, and all that follows upon it, as part of the call with this id: a request over HTTP, an event or the opening of a socket. */
export function inCall<Result>(id: string, work: () => Result): Result {
  return calls.run(id, work);
}

/** The id of the call that is being served; undefined in work that nobody called for. */
export function callId(): string | undefined {
  return calls.getStore();
}
