import { Injectable } from '@nestjs/common';
import { Inbox } from '../persistence/inbox.js';
import { WebhookInbox, type ReceivedWebhook } from '../webhook-inbox.js';
import { HandleWebhooks } from './handle-webhooks.js';

/** Keeps the webhook in the database and answers; the handling follows on its own. */
@Injectable()
export class StoredInbox extends WebhookInbox {
  constructor(
    private readonly inbox: Inbox,
    private readonly handle: HandleWebhooks,
  ) {
    super();
  }

  override async store(webhook: ReceivedWebhook): Promise<void> {
    const isNew = await this.inbox.store(webhook);
    if (isNew) this.handle.soon({ eventId: webhook.eventId, roomName: webhook.roomName });
  }
}
