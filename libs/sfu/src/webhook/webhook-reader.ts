import { TokenVerifier } from 'livekit-server-sdk';
import { hash, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import type { LiveKitAccess } from '../livekit-access.js';

/**
 * A signature lives for 5 min, and LiveKit itself delivers or gives up within a minute; but what a queue between LiveKit and us held back is
 * true evidence all the same. It says when it happened, and one that is known changes nothing, so that nobody gains by sending it again.
 */
const heldBackSeconds = 24 * 60 * 60;

/** What is read of every event. LiveKit leaves out what is empty. */
const Envelope = z.object({ id: z.string().default(''), event: z.string().default(''), room: z.object({ name: z.string().default('') }).nullish() });

interface ReadEvent {
  readonly eventId: string;
  readonly event: string;
  readonly roomName: string | null;
  readonly body: unknown;
}

type ReadResult = { readonly kind: 'event'; readonly event: ReadEvent } | { readonly kind: 'refused'; readonly status: 400 | 401 };

/**
 * Reads what was posted, believing nothing before the signature over its very bytes is right. Not by the receiver of LiveKit's SDK: that decodes each
 * event into a message of which nothing is kept, and hashes in another thread, which together cost more than all the rest.
 */
export class WebhookReader {
  private readonly verifier: TokenVerifier;

  constructor(access: LiveKitAccess) {
    this.verifier = new TokenVerifier(access.apiKey, access.apiSecret);
  }

  /** 401: unsigned, another key, signed over a day ago, altered, or no event at all. 400: rightly signed, but without an id. Never throws. */
  async read(bytes: Buffer | undefined, authorization: string | undefined): Promise<ReadResult> {
    try {
      const posted = bytes ?? Buffer.alloc(0);
      if (!(await this.isSigned(posted, authorization))) return { kind: 'refused', status: 401 };
      // Kept as it came: what this version of ours does not know is kept too.
      const body = JSON.parse(posted.toString('utf8')) as unknown;
      const { id, event, room } = Envelope.parse(body);
      if (!id || !event) return { kind: 'refused', status: 400 };
      return { kind: 'event', event: { eventId: id, event, roomName: room?.name || null, body } };
    } catch {
      return { kind: 'refused', status: 401 };
    }
  }

  /** Whether LiveKit's key has signed the hash of these bytes. Throws when the token is none of LiveKit's, or over. */
  private async isSigned(posted: Buffer, authorization: string | undefined): Promise<boolean> {
    const { sha256 } = await this.verifier.verify(authorization ?? '', heldBackSeconds);
    const [signed, found] = [Buffer.from(sha256 ?? '', 'base64'), hash('sha256', posted, 'buffer')];
    return signed.length === found.length && timingSafeEqual(signed, found);
  }
}
