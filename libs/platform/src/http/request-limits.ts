import { DomainError } from '#kernel';
import { Injectable } from '@nestjs/common';
import { hash } from 'node:crypto';
import { isIPv6 } from 'node:net';
import { RateLimiterMemory } from 'rate-limiter-flexible';

/** A clinic may be a hundred browsers behind one address; who floods from there ends here whatever they claim to be. */
const byAddress = { points: 6000, duration: 60 };
/** Requests of an address that show nothing proven yet: first steps, and whatever somebody makes up. */
const unproven = { points: 600, duration: 60 };
const byHolder = { points: 600, duration: 60 };
const mostHolders = 50_000;

/**
 * How much one browser or address may ask over HTTP. A request is counted for its address always, and for the sign-in or device that
 * its cookie was proven to be; a cookie that was not proven counts for nothing, so that a made-up one dodges no limit.
 */
@Injectable()
export class RequestLimits {
  private readonly address = new RateLimiterMemory({ ...byAddress, keyPrefix: 'address' });
  private readonly strangers = new RateLimiterMemory({ ...unproven, keyPrefix: 'unproven' });
  private readonly holders = new RateLimiterMemory({ ...byHolder, keyPrefix: 'holder' });
  /** Which sign-in or device a cookie stands for, by its hash: a limiter's memory is no place for secrets. */
  private readonly known = new Map<string, string>();

  /** Before anything of the request is looked at. `secrets`: what its cookies hold. Throws `too_many_tries`. */
  async count(ip: string, secrets: Iterable<string>): Promise<void> {
    const from = addressKey(ip);
    await take(this.address, from);
    const holder = this.holderOf(secrets);
    await (holder === undefined ? take(this.strangers, from) : take(this.holders, holder));
  }

  /** From now on requests with this cookie count for the sign-in or device that it was proven to be. */
  proved(secret: string, holderId: string): void {
    if (this.known.size >= mostHolders) this.known.clear();
    this.known.set(hash('sha256', secret, 'base64'), holderId);
  }

  private holderOf(secrets: Iterable<string>): string | undefined {
    if (this.known.size === 0) return undefined;
    for (const secret of secrets) {
      const holder = this.known.get(hash('sha256', secret, 'base64'));
      if (holder !== undefined) return holder;
    }
    return undefined;
  }
}

/**
 * Takes one point. Throws `too_many_tries` with the seconds until there is one again.
 */
export async function take(limiter: RateLimiterMemory, key: string): Promise<void> {
  try {
    await limiter.consume(key);
  } catch (thrown) {
    throw thrown instanceof Error ? thrown : new DomainError('too_many_tries', { retryAfterSeconds: secondsOf(thrown) });
  }
}

/** An IPv6 house has a whole /64 to itself and may pick any of its addresses, so it counts as one. */
export function addressKey(ip: string): string {
  if (!isIPv6(ip) || ip.startsWith('::ffff:')) return ip.replace('::ffff:', '');
  const [head = '', tail = ''] = ip.split('::');
  const [front, back] = [head.split(':').filter(Boolean), tail.split(':').filter(Boolean)];
  const groups = [...front, ...Array<string>(Math.max(0, 8 - front.length - back.length)).fill('0'), ...back];
  return groups.slice(0, 4).join(':');
}

function secondsOf(refusal: unknown): number {
  const { msBeforeNext } = refusal as { msBeforeNext?: unknown };
  return typeof msBeforeNext === 'number' ? Math.max(1, Math.ceil(msBeforeNext / 1000)) : 60;
}
