/** One webhook as LiveKit sent it, its signature verified. */
export interface ReceivedWebhook {
  /** LiveKit's id; a repeated delivery has the same one. */
  readonly eventId: string;
  /** Its name, e.g. `participant_joined`. */
  readonly event: string;
  readonly roomName: string | null;
  /** The whole event, parsed; 64 bit numbers are texts. */
  readonly body: unknown;
  /** Our clock, epoch milliseconds. */
  readonly receivedAtMs: number;
}

/** The first witness of presence. A DI token. */
export abstract class WebhookInbox {
  /**
   * Keeps what is needed of a webhook for good before LiveKit gets its 200; a known id changes nothing. Handling comes later. What the
   * database cannot read is put aside and taken for kept, because no repeat would mend it. Throws when the database is away.
   */
  abstract store(webhook: ReceivedWebhook): Promise<void>;
}
