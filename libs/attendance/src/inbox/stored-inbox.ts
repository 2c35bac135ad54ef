import { Injectable, Logger } from '@nestjs/common';
import { faultName, isUnreadable } from '../persistence/fault.js';
import { Inbox } from '../persistence/inbox.js';
import { WebhookInbox, type ReceivedWebhook } from '../webhook-inbox.js';
import { HandleWebhooks } from './handle-webhooks.js';
import { neededOf } from './needed-of.js';

/** Keeps the webhook in the database and answers; the handling follows on its own. */
@Injectable()
export class StoredInbox extends WebhookInbox {
  private readonly log = new Logger('Inbox');

  constructor(
    private readonly inbox: Inbox,
    private readonly handle: HandleWebhooks,
  ) {
    super();
  }

  override async store(webhook: ReceivedWebhook): Promise<void> {
    const needed = neededOf(webhook);
    try {
      if (await this.inbox.store(needed)) this.handle.soon(needed.roomName);
    } catch (error) {
      if (!isUnreadable(error)) throw error;
      const because = faultName(error);
      this.log.error(`webhook ${needed.eventId} cannot be read and is put aside (${because})`);
      await this.inbox.store({ ...needed, body: {} }, because);
    }
  }
}
