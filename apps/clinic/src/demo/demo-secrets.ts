import { createHmac } from 'node:crypto';

/**
 * Passwords and PINs of the demo, drawn from the installation's own secret: another one on every installation, the same at every start,
 * and stored nowhere.
 */
export class DemoSecrets {
  constructor(private readonly secret: string) {}

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
    return createHmac('sha256', this.secret).update(`demo ${purpose}`).digest();
  }
}
