import { DomainError } from '#kernel';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { inCall } from '../calls/current-call.js';
import type { Config } from '../config/config.js';
import { Cookies } from './cookies.js';
import { sameOrigin } from './origin.js';
import type { RequestLimits } from './request-limits.js';
import { fixedHeaders } from './secure-headers.js';

/** Raw routes that are not bound to a contract, each with the reason why it needs none. Anything else that is not a contract is refused at boot. */
export const rawRoutes: ReadonlyMap<string, string> = new Map([
  ['/health/live', 'says only that the process runs'],
  ['/health/ready', 'says only whether its parts answer'],
  ['/api/v1/openapi.json', 'describes the routes; the same for everybody'],
  ['/api/v1/livekit/webhook', 'signed by LiveKit; verified by its receiver'],
  ['/rtc', 'the gate: verifies the token and the seat'],
  ['/rtc/*', 'the gate: verifies the token and the seat'],
  ['/', 'sends the browser to a page'],
  ['/j', 'the neutral link page, the same for everybody'],
  ['/visit/*', 'the page of the patient client'],
  ['/staff', 'the page of the staff client'],
  ['/staff/*', 'the page of the staff client'],
  ['/assets/*', 'public files of the build'],
]);

/** Writes that carry their own signature instead of an origin. */
const signedWrites = new Set(['/api/v1/livekit/webhook']);

/** Headers, origin check, size and rate limits that every request meets before any route. `limits` is asked for with the first request. */
export function harden(fastify: FastifyInstance, config: Config, limits: () => RequestLimits): void {
  const everywhere = fixedHeaders(config);
  const cookies = new Cookies(config);
  fastify.addHook('onRequest', async (request, reply) => {
    reply.headers(everywhere);
    if (request.url.startsWith('/api/')) reply.header('cache-control', 'no-store');
    if (!isSafe(request) && !signedWrites.has(pathOf(request)) && !sameOrigin(config, request.headers)) throw new DomainError('foreign_origin');
    if (request.url.startsWith('/api/') && !signedWrites.has(pathOf(request))) await limits().count(request.ip, cookies.read(request.headers.cookie).values());
  });
  // After the body was read: its events belong to the connection and to no call.
  fastify.addHook('preHandler', (request, _reply, done) => inCall(request.id, done));
  fastify.addHook('preValidation', async (request) => {
    if (!isSafe(request) && request.body !== undefined && request.body !== null && !/^application\/(json|webhook\+json)\b/.test(request.headers['content-type'] ?? '')) throw new DomainError('bad_input');
  });
}

function isSafe(request: FastifyRequest): boolean {
  return request.method === 'GET' || request.method === 'HEAD';
}

function pathOf(request: FastifyRequest): string {
  return request.url.split('?', 1)[0] ?? '';
}
