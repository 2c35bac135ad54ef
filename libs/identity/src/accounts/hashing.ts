import { DomainError } from '#kernel';
import { hash, verify } from '@node-rs/argon2';
import { Injectable } from '@nestjs/common';

// argon2id (the library's default kind). Source: OWASP password storage, the 19 MiB profile; about 26 ms on the cores we serve from.
const cost = { memoryCost: 19 * 1024, timeCost: 2, parallelism: 1 };
const atOnce = 2;
const mostWaiting = 50;

/**
 * Secrets that people remember, hashed and compared, two at a time: more would starve everything else that uses the thread pool. Up to fifty
 * wait; whoever comes then gets `too_many_tries`.
 */
@Injectable()
export class Hashing {
  private running = 0;
  private readonly waiting: (() => void)[] = [];

  hash(secret: string): Promise<string> {
    return this.inTurn(() => hash(secret.normalize('NFKC'), cost));
  }

  /** Whether the secret is the one that was hashed. With no hash to compare it takes as long and says no. */
  async matches(secret: string, hashed: string | null): Promise<boolean> {
    if (hashed === null) {
      await this.hash(secret);
      return false;
    }
    return this.inTurn(() => verify(hashed, secret.normalize('NFKC')));
  }

  private async inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    if (this.running >= atOnce) {
      if (this.waiting.length >= mostWaiting) throw new DomainError('too_many_tries');
      await new Promise<void>((resolve) => this.waiting.push(resolve));
    } else this.running += 1;
    try {
      return await work();
    } finally {
      // The place goes straight to the next in line, so that nobody slips in between.
      const next = this.waiting.shift();
      if (next) next();
      else this.running -= 1;
    }
  }
}

/** The same with a queue of its own, for PINs: patients at the door do not wait behind whoever floods the staff's sign-in. */
@Injectable()
export class PinHashing extends Hashing {}
