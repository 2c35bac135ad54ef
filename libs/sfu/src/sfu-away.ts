import { DomainError } from '#kernel';
import { setTimeout as pause } from 'node:timers/promises';

/** LiveKit did not do what it was asked. Crosses the boundary as `unavailable`; `cause` is for whoever logs it. */
export class SfuAway extends DomainError {
  constructor(
    readonly call: string,
    override readonly cause: unknown,
  ) {
    super('unavailable');
    this.name = 'SfuAway';
  }
}

/** The answer of a call, or its failure as a SfuAway that names the call. */
export async function asAway<Answer>(call: string, answer: Promise<Answer>): Promise<Answer> {
  try {
    return await answer;
  } catch (error) {
    throw new SfuAway(call, error);
  }
}

/** Whether LiveKit said that there is no such room or participant, rather than not answering. */
export function isNotFound(error: unknown): boolean {
  return typeof error === 'object' && error !== null && (error as { code?: unknown }).code === 'not_found';
}

const backOffMs = [200, 400, 800];

/**
 * Calls again when the answer is "not found": LiveKit's store knows somebody only a moment after the room does, and longer with Redis.
 * Throws the last error. Source: livekit/livekit PR 4373.
 */
export async function untilFound<Answer>(call: () => Promise<Answer>): Promise<Answer> {
  for (const waitMs of backOffMs) {
    try {
      return await call();
    } catch (error) {
      if (!isNotFound(error)) throw error;
      await pause(waitMs);
    }
  }
  return call();
}
