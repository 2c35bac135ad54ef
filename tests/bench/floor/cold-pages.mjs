import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { checkout } from '../../../infra/launch/home/checkout.mjs';

const livekit = readFileSync(join(checkout, 'node_modules', 'livekit-client', 'dist', 'livekit-client.umd.js'));
const head = '<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>Meeting</title>';
const words = '<h1>You are in the right place.</h1><p>Your visit opens when you tap the button.</p><button type="button">Open my visit</button>';
const wire = "const button = document.querySelector('button'); button.addEventListener('click', () => { button.setAttribute('aria-disabled', String(typeof LivekitClient.Room === 'function')); });";

const files = {
  // The least that can be painted: words and nothing else.
  '/shell': ['text/html', `${head}</head><body>${words}</body></html>`],
  // The least that a meeting page does: the media library, and one button that works once it is there.
  '/bare': ['text/html', `${head}<link rel="icon" href="data:,"></head><body>${words}<script src="/livekit.js"></script><script src="/wire.js"></script></body></html>`],
  '/livekit.js': ['text/javascript', livekit],
  '/wire.js': ['text/javascript', wire],
};

/**
 * A server with an HTML shell (`/shell`) and a bare meeting page (`/bare`), both compressed ahead as our own files are.
 *
 * @returns {Promise<{ origin: string, close: () => void }>}
 */
export async function serveColdPages() {
  const ready = Object.fromEntries(Object.entries(files).map(([path, [type, body]]) => [path, { type, body: type === 'text/html' ? gzipSync(body) : brotliCompressSync(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }), encoding: type === 'text/html' ? 'gzip' : 'br' }]));
  const server = createServer((request, response) => {
    const file = ready[request.url ?? ''];
    if (!file) return void response.writeHead(404).end();
    response.writeHead(200, { 'content-type': file.type, 'content-encoding': file.encoding, 'cache-control': 'no-store' }).end(file.body);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { origin: `http://127.0.0.1:${server.address().port}`, close: () => (server.closeAllConnections(), server.close()) };
}
