import { DomainError } from '#kernel';
import { Injectable } from '@nestjs/common';
import { RateLimiterMemory, type RateLimiterRes } from 'rate-limiter-flexible';
import { hash } from 'node:crypto';

const minute = 60;

/**
 * Tries per key; a try that succeeded is given back, so that a busy desk behind one address is not shut out. No key can be spent by
 * strangers for somebody else: what is counted by account alone only slows down.
 */
const limits = {
  signInByAddress: { points: 20, duration: minute },
  wrongByBrowser: { points: 5, duration: 15 * minute },
  wrongByAccountAndAddress: { points: 5, duration: 15 * minute },
  wrongByAccount: { points: 5, duration: 15 * minute },
  /** For an account that is being guessed at: one look from unknown browsers each two seconds, 15 characters against 43,000 a day. */
  slowLookByAccount: { points: 1, duration: 2 },
  /** The own password asked again of somebody who is signed in. */
  passwordByAccount: { points: 5, duration: 15 * minute },
  codeByStep: { points: 5, duration: 10 * minute },
  codeByAccount: { points: 10, duration: 15 * minute },
  redeemByDevice: { points: 10, duration: minute },
  unknownLinkByAddress: { points: 10, duration: minute },
} as const;

export type LimitName = keyof typeof limits;

/** Counts tries, in the memory of this process. Keys are hashed: they are made of addresses and secrets. */
@Injectable()
export class RateLimits {
  private readonly limiters = Object.fromEntries(Object.entries(limits).map(([name, limit]) => [name, new RateLimiterMemory({ ...limit, keyPrefix: name })])) as Record<LimitName, RateLimiterMemory>;

  /** Takes one try, before anything is looked at. Throws `too_many_tries` with the seconds to wait when there is none left. */
  async take(name: LimitName, key: string): Promise<void> {
    const refusal = await this.refusalOf(name, key);
    if (refusal) throw new DomainError('too_many_tries', { retryAfterSeconds: Math.max(1, Math.ceil(refusal.msBeforeNext / 1000)) });
  }

  /** Takes one try if there is one, and says whether there was. */
  async has(name: LimitName, key: string): Promise<boolean> {
    return (await this.refusalOf(name, key)) === undefined;
  }

  async giveBack(name: LimitName, key: string): Promise<void> {
    await this.limiters[name].reward(hashed(key));
  }

  private async refusalOf(name: LimitName, key: string): Promise<RateLimiterRes | undefined> {
    try {
      await this.limiters[name].consume(hashed(key));
      return undefined;
    } catch (thrown) {
      if (thrown instanceof Error) throw thrown;
      return thrown as RateLimiterRes;
    }
  }
}

function hashed(key: string): string {
  return hash('sha256', key, 'base64url');
}
