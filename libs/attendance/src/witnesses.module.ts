import { EndedSessions, PollWitness } from '#group-room';
import { Global, Module } from '@nestjs/common';
import { BeatGateway } from './beats/beat.gateway.js';
import { BeatRuns } from './beats/beat-runs.js';
import { UnwrittenSpans } from './beats/unwritten-spans.js';
import { HandleRoom } from './inbox/handle-room.js';
import { HandleWebhooks } from './inbox/handle-webhooks.js';
import { StoredInbox } from './inbox/stored-inbox.js';
import { BeatSpans } from './persistence/beat-spans.js';
import { Inbox } from './persistence/inbox.js';
import { PollSpans } from './persistence/poll-spans.js';
import { StoredPolls } from './polls/stored-polls.js';
import { ResultsDue } from './results/results-due.js';
import { WebhookInbox } from './webhook-inbox.js';

const inbox = [HandleRoom, HandleWebhooks, Inbox, { provide: WebhookInbox, useClass: StoredInbox }];
const polls = [PollSpans, { provide: PollWitness, useClass: StoredPolls }];
const beats = [BeatGateway, BeatRuns, BeatSpans, UnwrittenSpans];

/** The three witnesses: they run where the rooms are. Global, because the keeper asks for `PollWitness`, the end of a session for `EndedSessions`, and the webhook route for `WebhookInbox`. */
@Global()
@Module({ providers: [...inbox, ...polls, ...beats, ResultsDue, { provide: EndedSessions, useExisting: ResultsDue }], exports: [WebhookInbox, EndedSessions, PollWitness, HandleWebhooks, BeatRuns] })
export class WitnessesModule {}
