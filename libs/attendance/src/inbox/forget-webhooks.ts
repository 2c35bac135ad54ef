import { Clock } from '#kernel';
import { declareRegularJob, HandlesJob } from '#platform';
import { Injectable } from '@nestjs/common';
import { Inbox } from '../persistence/inbox.js';
import { inboxLimits as limits } from './inbox-limits.js';

const forgetWebhooks = declareRegularJob({ name: 'attendance.forget_webhooks', at: '17 * * * *' });

const day = 24 * 60 * 60_000;
const atMost = 1_000;

/** Deletes webhooks that were handled so long ago that nobody asks for them; the evidence made of them stays. */
@Injectable()
export class ForgetWebhooks {
  constructor(
    private readonly inbox: Inbox,
    private readonly clock: Clock,
  ) {}

  @HandlesJob(forgetWebhooks)
  async run(): Promise<void> {
    const before = new Date(this.clock.now().getTime() - limits.keptDays * day);
    while ((await this.inbox.forget(before, atMost)) === atMost);
  }
}
