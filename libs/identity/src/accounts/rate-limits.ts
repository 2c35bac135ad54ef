import { DomainError } from '#kernel';
import { Injectable } from '@nestjs/common';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import { hash } from 'node:crypto';

const minute = 60;

/** Tries per key; a try that succeeded is given back, so that a busy desk behind one address is not shut out. */
const limits = {
  signInByAccount: { points: 5, duration: 15 * minute },
  signInByAddress: { points: 20, duration: minute },
  codeByAccount: { points: 5, duration: 15 * minute },
  redeemByDevice: { points: 10, duration: minute },
  unknownLinkByAddress: { points: 10, duration: minute },
} as const;

export type LimitName = keyof typeof limits;

/** Counts tries, in the memory of this process. Keys are hashed: they are made of addresses and secrets. */
@Injectable()
export class RateLimits {
  private readonly limiters = Object.fromEntries(Object.entries(limits).map(([name, limit]) => [name, new RateLimiterMemory({ ...limit, keyPrefix: name })])) as Record<LimitName, RateLimiterMemory>;

  /** Takes one try. Throws `too_many_tries` when there is none left. */
  async take(name: LimitName, key: string): Promise<void> {
    await this.limiters[name].consume(hashed(key)).catch((thrown: unknown) => {
      if (thrown instanceof Error) throw thrown;
      throw new DomainError('too_many_tries');
    });
  }

  /** Throws `too_many_tries` when none is left, without taking one. */
  async check(name: LimitName, key: string): Promise<void> {
    const spent = await this.limiters[name].get(hashed(key));
    if (spent && spent.consumedPoints >= limits[name].points) throw new DomainError('too_many_tries');
  }

  async giveBack(name: LimitName, key: string): Promise<void> {
    await this.limiters[name].reward(hashed(key));
  }
}

function hashed(key: string): string {
  return hash('sha256', key, 'base64url');
}
