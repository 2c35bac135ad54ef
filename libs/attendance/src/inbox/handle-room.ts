import { NotePresence } from '#group-room';
import { Clock, isId, type RoomId } from '#kernel';
import { afterCommit, Database, systemPrincipal, type SystemPrincipal } from '#platform';
import { Injectable, Logger } from '@nestjs/common';
import { faultName, faultOf } from '../persistence/fault.js';
import { Inbox, type RoomPlace, type TakenWebhook } from '../persistence/inbox.js';
import { inboxLimits as limits, nextTryMs } from './inbox-limits.js';
import { readPresenceEvent, type PresenceEvent } from './livekit-event.js';

interface Room extends RoomPlace {
  readonly roomId: RoomId;
  readonly us: SystemPrincipal;
}

/** The webhooks of one room become evidence, many in one transaction; where that fails, one by one, so that the bad one stands alone. */
@Injectable()
export class HandleRoom {
  private readonly log = new Logger('Inbox');

  constructor(
    private readonly database: Database,
    private readonly inbox: Inbox,
    private readonly notePresence: NotePresence,
    private readonly clock: Clock,
  ) {}

  /** Handles what waits, so many at most; says whether there may be more. Throws when the database is away. */
  async run(roomName: string | null): Promise<'more' | 'done'> {
    const place = isId(roomName) ? await this.inbox.placeOf(roomName) : undefined;
    if (!place || roomName === null) {
      await this.inbox.parkRoom(roomName, this.clock.now());
      return 'done';
    }
    const room = { ...place, roomId: roomName, us: systemPrincipal(place.clinicId, 'webhook') };
    try {
      return await this.together(room);
    } catch (error) {
      if (faultOf(error) === 'database') throw error;
      return this.oneByOne(room);
    }
  }

  private async together(room: Room): Promise<'more' | 'done'> {
    return this.database.withPrincipal(room.us, async () => {
      const taken = await this.take(room, '0', limits.eventsAtOnce);
      await Promise.all(taken.map((one) => this.handle(room, one)));
      return taken.length === limits.eventsAtOnce ? 'more' : 'done';
    });
  }

  private async oneByOne(room: Room): Promise<'more' | 'done'> {
    let after = '0';
    for (let count = 0; count < limits.eventsAtOnce; count += 1) {
      const taken = await this.next(room, after);
      if (!taken) return 'done';
      after = taken.arrival;
    }
    return 'more';
  }

  /** The next one that waits; a failure is counted for it alone. */
  private async next(room: Room, after: string): Promise<TakenWebhook | undefined> {
    let taken: TakenWebhook | undefined;
    try {
      await this.database.withPrincipal(room.us, async () => {
        [taken] = await this.take(room, after, 1);
        if (taken) await this.handle(room, taken);
      });
    } catch (error) {
      if (!taken || faultOf(error) === 'database') throw error;
      await this.failed(room, taken, faultName(error));
    }
    return taken;
  }

  private take({ roomId }: Room, after: string, most: number): Promise<TakenWebhook[]> {
    return this.inbox.take({ roomName: roomId, due: this.clock.now(), after, most });
  }

  /** Both statements travel together. */
  private async handle(room: Room, { eventId, body, receivedAt }: TakenWebhook): Promise<void> {
    const event = readPresenceEvent(body);
    const settled = [this.inbox.settle(eventId, event ? 'evidence' : 'irrelevant', this.clock.now())];
    if (event) settled.push(this.inbox.addEvidence({ ...room, eventId, receivedAt }, event));
    await Promise.all(settled);
    if (event) afterCommit(() => this.tell(room, event));
  }

  private async failed(room: Room, { eventId, tries }: TakenWebhook, because: string): Promise<void> {
    const now = this.clock.now();
    const isLast = tries + 1 >= limits.tries;
    this.log.error(`webhook ${eventId} ${isLast ? 'is put aside' : 'waits for another try'} (${because})`);
    const next = new Date(nextTryMs(tries + 1, now.getTime()));
    await this.database.withPrincipal(room.us, () => (isLast ? this.inbox.park(eventId, because, now) : this.inbox.again(eventId, next)));
  }

  /** Where people stand follows the evidence; the keeper's poll mends what is lost here. */
  private async tell({ clinicId, sessionId, roomId }: Room, event: PresenceEvent): Promise<void> {
    if (!event.identity || !event.participantSid || event.joinedAtMs === null) return;
    const connection = { clinicId, sessionId, roomId, identity: event.identity, participantSid: event.participantSid, joinedAtMs: event.joinedAtMs };
    if (event.kind === 'joined') await this.notePresence.run({ ...connection, what: 'active' });
    if (event.kind === 'left') await this.notePresence.run({ ...connection, what: 'ended', clean: event.reason === 'CLIENT_INITIATED' });
  }
}
