import { hash, randomBytes } from 'node:crypto';

/** A browser is known again for as long as trust can last, and a little more. Seconds. */
export const deviceSeconds = 100 * 24 * 60 * 60;

/** 256 bits for a cookie or a link, as 43 characters of base64url. Kept nowhere on our side: only `hashOf` it is. */
export function newSecret(): string {
  return randomBytes(32).toString('base64url');
}

/** Whether a text can be one of our secrets at all; what is not is never looked up. */
export function isSecret(text: string | undefined): text is string {
  return text !== undefined && /^[A-Za-z0-9_-]{43}$/.test(text);
}

/** SHA-256: enough for what has 256 bits of chance in it, and the same each time, so that it can be looked up. */
export function hashOf(secret: string): Buffer {
  return hash('sha256', secret, 'buffer');
}
