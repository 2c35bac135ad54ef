import { NotePresence } from '#group-room';
import { Clock, isId } from '#kernel';
import { afterCommit, systemPrincipal, withPrincipal } from '#platform';
import { Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { Inbox, type RoomPlace } from '../persistence/inbox.js';
import { readPresenceEvent, type PresenceEvent } from './livekit-event.js';

interface Waiting {
  readonly eventId: string;
  readonly roomName: string | null;
}

const sweepMs = 5000;
const atOnce = 200;

/**
 * Makes evidence out of stored webhooks, one at a time and in the order they came: at once when one arrives, and by a sweep that finds what
 * a dead process or an absent database left over.
 */
@Injectable()
export class HandleWebhooks implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger('Inbox');
  private queue: Promise<void> = Promise.resolve();
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly inbox: Inbox,
    private readonly notePresence: NotePresence,
    private readonly clock: Clock,
  ) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => void this.sweep(), sweepMs);
    void this.sweep();
  }

  async onApplicationShutdown(): Promise<void> {
    clearInterval(this.timer);
    await this.queue;
  }

  /** Works on one event after those before it. A failure leaves it for the sweep. Never throws. */
  soon(waiting: Waiting): void {
    this.queue = this.queue.then(() => this.attempt(waiting));
  }

  /** Works on everything that waits; resolves when it is done. Never throws. */
  async sweep(): Promise<void> {
    try {
      for (const waiting of await this.inbox.open(atOnce)) this.soon(waiting);
    } catch (error) {
      this.report(error);
    }
    await this.queue;
  }

  private async attempt(waiting: Waiting): Promise<void> {
    try {
      await this.handle(waiting);
    } catch (error) {
      this.report(error);
    }
  }

  private async handle({ eventId, roomName }: Waiting): Promise<void> {
    const place = isId(roomName) ? await this.inbox.placeOf(roomName) : undefined;
    if (!place || !roomName) return this.inbox.park(eventId);
    await withPrincipal(systemPrincipal(place.clinicId, 'webhook'), async () => {
      const taken = await this.inbox.take(eventId);
      if (!taken) return;
      const event = readPresenceEvent(taken.body);
      if (event) await this.inbox.addEvidence({ ...place, roomId: roomName, eventId, receivedAt: taken.receivedAt }, event);
      await this.inbox.settle(eventId, event ? 'evidence' : 'irrelevant', this.clock.now());
      if (event) afterCommit(() => this.tell(place, roomName, event));
    });
  }

  /** Where people stand follows the evidence; the keeper's poll mends what is lost here. */
  private async tell(place: RoomPlace, roomId: string, event: PresenceEvent): Promise<void> {
    if (!event.identity || !event.participantSid || event.joinedAtMs === null) return;
    const connection = { ...place, roomId, identity: event.identity, participantSid: event.participantSid, joinedAtMs: event.joinedAtMs };
    if (event.kind === 'joined') await this.notePresence.run({ ...connection, what: 'active' });
    if (event.kind === 'left') await this.notePresence.run({ ...connection, what: 'ended', clean: event.reason === 'CLIENT_INITIATED' });
  }

  private report(error: unknown): void {
    this.logger.warn(`webhooks wait (${error instanceof Error ? error.name : 'unknown'})`);
  }
}
