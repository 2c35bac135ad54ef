import { DomainError } from '#kernel';
import type { FastifyReply, FastifyRequest } from 'fastify';
import helmet from 'helmet';
import { randomUUID } from 'node:crypto';
import { ServerResponse, STATUS_CODES, type IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import type { Config } from '../config/config.js';
import { sendProblem, toDomainError } from '../contracts/answer-filter.js';

const permissions = 'camera=(self), microphone=(self), display-capture=(self), screen-wake-lock=(self), geolocation=(), payment=(), usb=()';

function secureHeaders(config: Config): ReturnType<typeof helmet> {
  return helmet({
    // Pages set their own policy with a nonce; everything else is data.
    contentSecurityPolicy: { useDefaults: false, directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"], baseUri: ["'none'"], formAction: ["'none'"] } },
    referrerPolicy: { policy: 'no-referrer' },
    crossOriginOpenerPolicy: { policy: 'same-origin' },
    strictTransportSecurity: config.isHttps ? { maxAge: 31_536_000, includeSubDomains: true } : false,
    xFrameOptions: { action: 'deny' },
  });
}

/**
 * The headers of every answer, by name, in small letters. Worked out once, by letting helmet write on an answer that nobody gets: they are the same for
 * all, and what is set on each answer by itself costs as much as the rest of the headers together.
 */
export function fixedHeaders(config: Config): Readonly<Record<string, string>> {
  const request = { headers: {}, method: 'GET', httpVersionMajor: 1, httpVersionMinor: 1 } as IncomingMessage;
  const answer = new ServerResponse(request);
  secureHeaders(config)(request, answer, () => undefined);
  const set = Object.entries(answer.getHeaders()).map(([name, value]) => [name, String(value)] as const);
  return { ...Object.fromEntries(set), 'permissions-policy': permissions };
}

/** Answers what Fastify refuses before any hook of ours runs (an address that cannot be decoded): with the same headers and form as every refusal. */
export function answerUnrouted(config: Config): (error: Error, request: FastifyRequest, reply: FastifyReply) => void {
  const everywhere = fixedHeaders(config);
  return (error, request, reply) => sendProblem(reply.headers(everywhere), toDomainError(error), request.id);
}

/** Answers bytes that are no request at all, and those who took too long to send one. Has no request, so it writes to the connection itself. */
export function answerBroken(config: Config): (error: Error & { code?: string }, socket: Socket) => void {
  const everywhere = Object.entries(fixedHeaders(config));
  return (error, socket) => {
    if (error.code === 'ECONNRESET' || socket.destroyed) return;
    if (socket.writable) {
      const problem = new DomainError(error.code === 'HPE_HEADER_OVERFLOW' ? 'too_large' : 'bad_input');
      const status = error.code === 'ERR_HTTP_REQUEST_TIMEOUT' ? 408 : problem.status;
      const body = JSON.stringify({ code: problem.code, title: problem.title, details: {}, requestId: randomUUID() });
      const headers = [...everywhere, ['cache-control', 'no-store'], ['content-type', 'application/problem+json'], ['content-length', String(Buffer.byteLength(body))], ['connection', 'close']];
      socket.write(`HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}\r\n${headers.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n${body}`);
    }
    socket.destroy(error);
  };
}
