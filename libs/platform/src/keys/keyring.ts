import { createHmac, hkdfSync, randomBytes, timingSafeEqual } from 'node:crypto';
import { secretVersions, type SecretVersions } from './secret-versions.js';

/** What a key of ours is for. Two purposes never share a key, so that what one of them gives away opens nothing of the other. */
export type KeyPurpose = 'join link' | 'device cookie' | 'staff cookie' | 'known browser' | 'accounts' | 'demo';

/** Of a secret that somebody else holds, what we keep: its keyed hash, and the version of the key that made it. */
export interface KeptSecret {
  readonly hash: Buffer;
  readonly keyVersion: number;
}

const secretForm = /^([1-9]\d{0,3})\.[A-Za-z0-9_-]{43}$/;

/**
 * Every secret of ours is derived here, from the installation's by purpose and version. New things are made by the newest version; what an
 * older one made is good for as long as that version is kept. A DI token.
 */
export class Keyring {
  private readonly keys = new Map<string, Buffer>();
  /** The version by which new things are made. */
  readonly newest: number;
  /** The version that has been here the longest. */
  readonly oldest: number;

  constructor(private readonly secrets: SecretVersions) {
    this.newest = Math.max(...secrets.keys());
    this.oldest = Math.min(...secrets.keys());
  }

  /** From STEPWELL_SECRET as it stands in the environment, for scripts. Throws a ZodError when it has not the right form. */
  static from(text: string): Keyring {
    return new Keyring(secretVersions.parse(text));
  }

  /** The versions that are kept, the newest first. */
  get versions(): number[] {
    return [...this.secrets.keys()].sort((a, b) => b - a);
  }

  /** 32 bytes; undefined for a version that is not kept (any more). Source of the derivation: RFC 5869. */
  key(purpose: KeyPurpose, version: number): Buffer | undefined {
    const secret = this.secrets.get(version);
    if (secret === undefined) return undefined;
    const name = `stepwell ${purpose} ${version}`;
    const known = this.keys.get(name) ?? Buffer.from(hkdfSync('sha256', secret, '', name, 32));
    this.keys.set(name, known);
    return known;
  }

  /** A fresh secret for a cookie or a link, 256 bits, with what we keep of it. It names the version of its key: `2.<43 characters of base64url>`. */
  newSecret(purpose: KeyPurpose): KeptSecret & { readonly text: string } {
    const text = `${this.newest}.${randomBytes(32).toString('base64url')}`;
    return { text, ...this.kept(purpose, text)! };
  }

  /** What we would have kept of this text. Undefined when it cannot be a secret of ours, or its version is not kept any more: then nothing need be looked up. */
  kept(purpose: KeyPurpose, text: string | undefined): KeptSecret | undefined {
    const keyVersion = Number(secretForm.exec(text ?? '')?.[1]);
    const hash = this.seal(purpose, keyVersion, text ?? '');
    return hash && { hash, keyVersion };
  }

  /** HMAC-SHA256 of a text; undefined for a version that is not kept. */
  seal(purpose: KeyPurpose, version: number, text: string): Buffer | undefined {
    const key = this.key(purpose, version);
    return key && createHmac('sha256', key).update(text).digest();
  }

  /** Whether this seal, in base64url, was made of the text by that version. Takes as long for a wrong one as for the right one. */
  isSealOf(purpose: KeyPurpose, version: number, text: string, given: string): boolean {
    // Compared as it is written: its last letter has bits that decode to nothing.
    const [right, seal] = [Buffer.from(this.seal(purpose, version, text)?.toString('base64url') ?? ''), Buffer.from(given)];
    return right.length > 0 && seal.length === right.length && timingSafeEqual(right, seal);
  }
}
