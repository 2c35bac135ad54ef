import { WebhookReceiver } from 'livekit-server-sdk';
import type { LiveKitAccess } from '../livekit-access.js';

/**
 * A signature lives for 5 min, and LiveKit itself delivers or gives up within a minute; but what a queue between LiveKit and us held back is
 * true evidence all the same. It says when it happened, and one that is known changes nothing, so that nobody gains by sending it again.
 */
const heldBackSeconds = 24 * 60 * 60;

interface ReadEvent {
  readonly eventId: string;
  readonly event: string;
  readonly roomName: string | null;
  readonly body: unknown;
}

type ReadResult = { readonly kind: 'event'; readonly event: ReadEvent } | { readonly kind: 'refused'; readonly status: 400 | 401 };

/** Reads what was posted, believing nothing before the signature over its very bytes is right. */
export class WebhookReader {
  private readonly receiver: WebhookReceiver;

  constructor(access: LiveKitAccess) {
    this.receiver = new WebhookReceiver(access.apiKey, access.apiSecret);
  }

  /** 401: unsigned, another key, signed over a day ago, altered, or no event at all. 400: rightly signed, but without an id. Never throws. */
  async read(bytes: Buffer | undefined, authorization: string | undefined): Promise<ReadResult> {
    const text = bytes?.toString('utf8') ?? '';
    try {
      const { id, event, room } = await this.receiver.receive(text, authorization, false, heldBackSeconds);
      if (!id || !event) return { kind: 'refused', status: 400 };
      // Kept as it came: the decoded event has BigInts, and lacks what this version of the SDK does not know.
      return { kind: 'event', event: { eventId: id, event, roomName: room?.name || null, body: JSON.parse(text) as unknown } };
    } catch {
      return { kind: 'refused', status: 401 };
    }
  }
}
