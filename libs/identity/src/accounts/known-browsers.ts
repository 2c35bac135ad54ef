import { Clock } from '#kernel';
import { Config } from '#platform';
import { Injectable } from '@nestjs/common';
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

/** How long a browser is remembered after a right password, seconds. */
export const knownSeconds = 90 * 24 * 60 * 60;
/** People of one shared desk. */
const mostPeople = 5;

/**
 * Browsers at which somebody has given the right password for an account before. What a browser keeps is no sign-in and opens nothing:
 * it only counts its own wrong passwords, so that others who guess elsewhere cannot keep its people out. Nothing is kept on our side.
 */
@Injectable()
export class KnownBrowsers {
  private readonly key: Buffer;

  constructor(
    config: Config,
    private readonly clock: Clock,
  ) {
    this.key = createHmac('sha256', config.values.STEPWELL_SECRET).update('stepwell known browsers').digest();
  }

  /** What this browser is called when it signs in to this account; undefined when it is not known for it. Never throws. */
  idOf(kept: string | undefined, email: string): string | undefined {
    return marksOf(kept).find((mark) => this.isFor(mark, email));
  }

  /** What the browser should keep from now on: the people it was known for, and this one. */
  remember(kept: string | undefined, email: string): string {
    const others = marksOf(kept).filter((mark) => !this.isFor(mark, email));
    const expires = Math.floor(this.clock.now().getTime() / 1000) + knownSeconds;
    const start = `${randomBytes(9).toString('base64url')}.${expires}`;
    return [`${start}.${this.seal(start, email)}`, ...others].slice(0, mostPeople).join('~');
  }

  private isFor(mark: string, email: string): boolean {
    const [nonce = '', expires = '', seal = ''] = mark.split('.');
    if (Number(expires) * 1000 <= this.clock.now().getTime()) return false;
    const right = Buffer.from(this.seal(`${nonce}.${expires}`, email));
    const given = Buffer.from(seal);
    return given.length === right.length && timingSafeEqual(given, right);
  }

  private seal(start: string, email: string): string {
    return createHmac('sha256', this.key).update(`${start} ${email}`).digest('base64url');
  }
}

function marksOf(kept: string | undefined): string[] {
  return (kept ?? '').split('~').filter((mark) => /^[\w-]{12}\.\d{10}\.[\w-]{43}$/.test(mark)).slice(0, mostPeople);
}
