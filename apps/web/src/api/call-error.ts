import type { ErrorCode } from '#kernel';

/** The server's refusals, and three that only a browser knows: no network, no answer in time, and an answer nobody understands. */
export type CallErrorCode = ErrorCode | 'offline' | 'too_slow' | 'not_understood';

/** Why a call or an event failed. `details` holds numbers, instants and codes, never text for people: screens choose the words by `code`. */
export class CallError extends Error {
  constructor(
    readonly code: CallErrorCode,
    readonly details: Readonly<Record<string, unknown>> = {},
    readonly requestId: string | null = null,
  ) {
    super(code);
    this.name = 'CallError';
  }

  /** Whether the same call may work in a moment without the person doing anything else. */
  get passing(): boolean {
    return this.code === 'offline' || this.code === 'too_slow' || this.code === 'unavailable';
  }
}

/** The code of whatever was thrown; `internal` for a fault of our own. */
export function codeOf(thrown: unknown): CallErrorCode {
  return thrown instanceof CallError ? thrown.code : 'internal';
}

/** The field at fault of `bad_input`, or the reason of another refusal; null when the server named none. */
export function aboutOf(thrown: unknown): string | null {
  if (!(thrown instanceof CallError)) return null;
  const { field, reason } = thrown.details;
  const about = thrown.code === 'bad_input' ? field : reason;
  return typeof about === 'string' ? about : null;
}
