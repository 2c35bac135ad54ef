import { PollWitness } from '#group-room';
import { SchedulingModule } from '#scheduling';
import { Global, Module } from '@nestjs/common';
import { AttendanceController } from './attendance.controller.js';
import { BeatGateway } from './beats/beat.gateway.js';
import { BeatRuns } from './beats/beat-runs.js';
import { UnwrittenSpans } from './beats/unwritten-spans.js';
import { HandleWebhooks } from './inbox/handle-webhooks.js';
import { HandleRoom } from './inbox/handle-room.js';
import { StoredInbox } from './inbox/stored-inbox.js';
import { BeatSpans } from './persistence/beat-spans.js';
import { Evidence } from './persistence/evidence.js';
import { Inbox } from './persistence/inbox.js';
import { PollSpans } from './persistence/poll-spans.js';
import { StoredPolls } from './polls/stored-polls.js';
import { AttendanceReport } from './reports/attendance-report.js';
import { EvidenceRows } from './reports/evidence-rows.js';
import { FoldSession } from './reports/fold-session.js';
import { LiveMinutes } from './reports/live-minutes.js';
import { OwnMinutes } from './reports/own-minutes.js';
import { WebhookInbox } from './webhook-inbox.js';

const tables = [BeatSpans, Evidence, Inbox, PollSpans];
const witnesses = [BeatGateway, BeatRuns, UnwrittenSpans, HandleRoom, HandleWebhooks, { provide: WebhookInbox, useClass: StoredInbox }, { provide: PollWitness, useClass: StoredPolls }];
const reports = [AttendanceReport, EvidenceRows, FoldSession, LiveMinutes, OwnMinutes];

/** The three witnesses and what follows from them. Global, because the keeper asks for `PollWitness` and the webhook route for `WebhookInbox`. */
@Global()
@Module({
  imports: [SchedulingModule],
  controllers: [AttendanceController],
  providers: [...tables, ...witnesses, ...reports],
  exports: [WebhookInbox, PollWitness, HandleWebhooks, BeatRuns],
})
export class AttendanceModule {}
