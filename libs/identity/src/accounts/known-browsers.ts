import { Clock } from '#kernel';
import { Keyring } from '#platform';
import { Injectable } from '@nestjs/common';
import { randomBytes } from 'node:crypto';

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
  constructor(
    private readonly keys: Keyring,
    private readonly clock: Clock,
  ) {}

  /** What this browser is called when it signs in to this account; undefined when it is not known for it. Never throws. */
  idOf(kept: string | undefined, email: string): string | undefined {
    return marksOf(kept).find((mark) => this.isFor(mark, email));
  }

  /** What the browser should keep from now on: the people it was known for, and this one. */
  remember(kept: string | undefined, email: string): string {
    const others = marksOf(kept).filter((mark) => !this.isFor(mark, email));
    const expires = Math.floor(this.clock.now().getTime() / 1000) + knownSeconds;
    const start = `${this.keys.newest}.${randomBytes(9).toString('base64url')}.${expires}`;
    const seal = this.keys.seal('known browser', this.keys.newest, `${start} ${email}`)!.toString('base64url');
    return [`${start}.${seal}`, ...others].slice(0, mostPeople).join('~');
  }

  private isFor(mark: string, email: string): boolean {
    const [version, nonce, expires, seal = ''] = mark.split('.');
    if (Number(expires) * 1000 <= this.clock.now().getTime()) return false;
    return this.keys.isSealOf('known browser', Number(version), `${version}.${nonce}.${expires} ${email}`, seal);
  }
}

function marksOf(kept: string | undefined): string[] {
  return (kept ?? '').split('~').filter((mark) => /^\d{1,4}\.[\w-]{12}\.\d{10}\.[\w-]{43}$/.test(mark)).slice(0, mostPeople);
}
