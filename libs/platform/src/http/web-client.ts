import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { randomBytes } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { chosenTextSize, pageLanguage } from './page-language.js';

const squeeze = promisify(gzip);

/** Pages by their addresses. */
const pages = [
  { file: 'patient.html', addresses: ['/visit/*'] },
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
    for (const address of page.addresses) fastify.get(address, async (request, reply) => sendPage(request, reply, html));
  }
  const linkPages = await readLinkPages(folder);
  fastify.get('/j', async (request, reply) => {
    const html = linkPages.get(pageLanguage(request.headers, [...linkPages.keys()])) ?? '';
    return sendPage(request, reply, html.replace('__TEXT_SIZE__', chosenTextSize(request.headers.cookie)));
  });
  fastify.get('/', async (_request, reply) => reply.redirect('/staff', 302));
}

/** By language: `link.en.html` and the like. A link page is the same neutral page for everybody: opening it tells and changes nothing. */
async function readLinkPages(folder: URL): Promise<ReadonlyMap<string, string>> {
  const pages = new Map<string, string>();
  for (const file of (await readdir(folder)).sort()) {
    const language = /^link\.(\w+)\.html$/.exec(file)?.[1];
    if (language) pages.set(language, await readFile(new URL(file, folder), 'utf8'));
  }
  return pages;
}

/** A page with a nonce of its own; it carries its styles, so it travels compressed. */
async function sendPage(request: FastifyRequest, reply: FastifyReply, html: string): Promise<FastifyReply> {
  const nonce = randomBytes(18).toString('base64');
  const page = html.replaceAll('__CSP_NONCE__', nonce);
  const squeezed = /\bgzip\b/.test(String(request.headers['accept-encoding'] ?? ''));
  return reply
    .header('content-security-policy', pagePolicy(nonce))
    .header('cache-control', 'no-store')
    .headers(squeezed ? { 'content-encoding': 'gzip' } : {})
    .type('text/html; charset=utf-8')
    .send(squeezed ? await squeeze(page) : page);
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
