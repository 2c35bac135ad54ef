import type { Keyring } from '#platform';

/**
 * Passwords and PINs of the demo, drawn from the installation's own secret: another one on every installation, the same at every start,
 * and stored nowhere. By the oldest version of it, so that a rotation changes none of them.
 */
export class DemoSecrets {
  constructor(private readonly keys: Keyring) {}

  /** Twenty letters and digits that are hard to confuse, in groups: about 100 bits. */
  password(email: string): string {
    const letters = [...this.draw(`password ${email}`)].slice(0, 20).map((byte) => 'abcdefghjkmnpqrstuvwxyz23456789'.charAt(byte % 31));
    return [0, 5, 10, 15].map((from) => letters.slice(from, from + 5).join('')).join('-');
  }

  /** Six digits. */
  pin(person: string): string {
    return String(this.draw(`pin ${person}`).readUInt32BE(0) % 1_000_000).padStart(6, '0');
  }

  private draw(purpose: string): Buffer {
    return this.keys.seal('demo', this.keys.oldest, purpose)!;
  }
}
