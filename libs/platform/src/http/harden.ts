import { DomainError } from '#kernel';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import helmet from 'helmet';
import { hash } from 'node:crypto';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import type { Config } from '../config/config.js';
import { sameOrigin } from './origin.js';

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

/** Headers, origin check, size and rate limits that every request meets before any route. */
export function harden(fastify: FastifyInstance, config: Config): void {
  // Built once; the Fastify plugin of the same library builds it anew for each request.
  const secure = helmet({
    // Pages set their own policy with a nonce; everything else is data.
    contentSecurityPolicy: { useDefaults: false, directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"], baseUri: ["'none'"], formAction: ["'none'"] } },
    referrerPolicy: { policy: 'no-referrer' },
    crossOriginOpenerPolicy: { policy: 'same-origin' },
    strictTransportSecurity: config.isHttps ? { maxAge: 31_536_000, includeSubDomains: true } : false,
    xFrameOptions: { action: 'deny' },
  });
  fastify.addHook('onRequest', (request, reply, done) => void secure(request.raw, reply.raw, (error) => done(error as Error | undefined)));
  const limiter = new RateLimiterMemory({ points: 600, duration: 60 });
  fastify.addHook('onRequest', async (request, reply) => {
    reply.header('permissions-policy', 'camera=(self), microphone=(self), display-capture=(self), screen-wake-lock=(self), geolocation=(), payment=(), usb=()');
    if (request.url.startsWith('/api/')) reply.header('cache-control', 'no-store');
    if (!isSafe(request) && !signedWrites.has(pathOf(request)) && !sameOrigin(config, request.headers)) throw new DomainError('foreign_origin');
    if (request.url.startsWith('/api/') && !signedWrites.has(pathOf(request))) await limiter.consume(whoAsks(request)).catch(() => Promise.reject(new DomainError('too_many_tries')));
  });
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

/** One clinic's people share an address, so the cookies come first. Hashed: a limiter's memory is no place for secrets. */
function whoAsks(request: FastifyRequest): string {
  const { cookie } = request.headers;
  return cookie ? hash('sha256', cookie, 'base64') : request.ip;
}
