import { addressKey } from '#platform';
import { Injectable } from '@nestjs/common';
import { KnownBrowsers } from './known-browsers.js';
import { RateLimits, type LimitName } from './rate-limits.js';

/** A try that is paid for: it counts as wrong until it is said to have been right. */
export interface TakenSignInTry {
  /** Gives the try back. Returns what the browser should keep, to be known from now on. */
  wasRight(): Promise<string>;
}

/**
 * Who may try a password. A browser that has given the right one before counts its own wrong tries and nobody else's: whoever guesses at
 * an account from elsewhere cannot keep its owner out at group time. Unknown browsers count by address, by account and address; once an
 * account was guessed at five times they are slowed down together, and none of them is locked.
 */
@Injectable()
export class SignInTries {
  constructor(
    private readonly limits: RateLimits,
    private readonly browsers: KnownBrowsers,
  ) {}

  /** Throws `too_many_tries` with the seconds to wait. */
  async take(email: string, from: { address: string; known: string | undefined }): Promise<TakenSignInTry> {
    const browser = this.browsers.idOf(from.known, email);
    const keys = browser ? [['wrongByBrowser', browser] as const] : keysOfStranger(email, addressKey(from.address));
    for (const [name, key] of keys) await this.limits.take(name, key);
    if (!browser && !(await this.limits.has('wrongByAccount', email))) await this.limits.take('slowLookByAccount', email);
    return {
      wasRight: async () => {
        for (const [name, key] of keys) await this.limits.giveBack(name, key);
        if (!browser) await this.limits.giveBack('wrongByAccount', email);
        return this.browsers.remember(from.known, email);
      },
    };
  }
}

function keysOfStranger(email: string, address: string): (readonly [LimitName, string])[] {
  return [
    ['signInByAddress', address],
    ['wrongByAccountAndAddress', `${email} ${address}`],
  ];
}
