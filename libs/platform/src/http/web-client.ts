import type { FastifyInstance, FastifyReply } from 'fastify';
import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

/** Pages by their addresses. A link page is the same neutral page for everybody: opening it tells and changes nothing. */
const pages = [
  { file: 'patient.html', addresses: ['/j', '/visit/*'] },
  { file: 'staff.html', addresses: ['/staff', '/staff/*'] },
] as const;

/** Serves the built web client from `folder`: hashed files for ever, pages fresh each time with a nonce for react-aria's one style. */
export async function registerWebClient(fastify: FastifyInstance, folder: URL): Promise<void> {
  // Loaded here, because only an app with a web client needs it.
  const { default: fastifyStatic } = await import('@fastify/static');
  await fastify.register(fastifyStatic, {
    root: fileURLToPath(new URL('assets/', folder)),
    prefix: '/assets/',
    immutable: true,
    maxAge: '1y',
    index: false,
    wildcard: true,
    // The build lays .br and .gz beside each file.
    preCompressed: true,
  });
  for (const page of pages) {
    const html = await readFile(new URL(page.file, folder), 'utf8');
    for (const address of page.addresses) fastify.get(address, async (_request, reply) => sendPage(reply, html));
  }
  fastify.get('/', async (_request, reply) => reply.redirect('/staff', 302));
}

function sendPage(reply: FastifyReply, html: string): FastifyReply {
  const nonce = randomBytes(18).toString('base64');
  return reply
    .header('content-security-policy', pagePolicy(nonce))
    .header('cache-control', 'no-store')
    .type('text/html; charset=utf-8')
    .send(html.replaceAll('__CSP_NONCE__', nonce));
}

/** Everything from our own origin; media from the page itself; one nonce for styles. */
function pagePolicy(nonce: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "media-src 'self' blob: mediastream:",
    "worker-src 'self' blob:",
    "manifest-src 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "form-action 'self'",
  ].join('; ');
}
