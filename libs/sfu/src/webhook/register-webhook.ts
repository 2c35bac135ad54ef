import type { ReceivedWebhook, WebhookInbox } from '#attendance';
import type { PolicyName } from '#contracts';
import { DomainError, within, type Clock } from '#kernel';
import { Logger } from '@nestjs/common';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { FaultLog } from '../fault-log.js';
import type { LiveKitAccess } from '../livekit-access.js';
import { WebhookReader } from './webhook-reader.js';

export const liveKitWebhookPath = '/api/v1/livekit/webhook';

/** Anybody may post; the signature decides, and so the origin check does not apply. */
const policy: PolicyName = 'public';
const maxBodyBytes = 1024 * 1024;
/** LiveKit waits for ever and holds back the room's other events meanwhile; a late answer is worse than a repeated delivery. */
const storeMs = 2500;

interface WebhookParts {
  readonly access: LiveKitAccess;
  readonly inbox: Pick<WebhookInbox, 'store'>;
  readonly clock: Clock;
}

/**
 * The route to which LiveKit posts its events: verify, keep, 200. Nothing is worked on here.
 *
 * LiveKit repeats only after a 5xx, a 429 or no answer at all (1, 2, 4, 8 s), and takes a 4xx for delivered. So 401 and 400 are said only
 * of what LiveKit cannot have sent, 413 of what is larger than it ever sends, and every fault of ours is a 503.
 */
export function registerWebhook(fastify: FastifyInstance, { access, inbox, clock }: WebhookParts): void {
  const faults = new FaultLog(new Logger('Webhook'));
  const reader = new WebhookReader(access);

  async function receive(request: FastifyRequest, reply: FastifyReply): Promise<void> {
    const receivedAtMs = clock.now().getTime();
    const read = await reader.read(request.body as Buffer, request.headers.authorization);
    if (read.kind === 'refused') return void reply.code(read.status).send();
    const webhook: ReceivedWebhook = { ...read.event, receivedAtMs };
    await within(storeMs, inbox.store(webhook));
    return void reply.code(200).send();
  }

  void fastify.register(async (scope) => {
    // The signature is over the bytes as sent, so nobody may parse and rewrite them before.
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('application/webhook+json', { parseAs: 'buffer', bodyLimit: maxBodyBytes }, (_request, body, done) => done(null, body));
    scope.setErrorHandler((error, _request, reply) => {
      const status = statusOf(error);
      if (status === 503) faults.note('an event of LiveKit was not kept', error);
      void reply.code(status).send();
    });
    scope.post(liveKitWebhookPath, { config: { policy }, bodyLimit: maxBodyBytes, handler: receive });
  });
}

/** Fastify's own refusals of the request's form keep their status; whatever else failed is ours. */
function statusOf(error: unknown): number {
  if (error instanceof DomainError) return error.status;
  const { code, statusCode } = error as { code?: unknown; statusCode?: unknown };
  const ofTheForm = typeof code === 'string' && code.startsWith('FST_ERR_CTP_') && typeof statusCode === 'number' && statusCode < 500;
  return ofTheForm ? statusCode : 503;
}
