import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { collectDefaultMetrics, register } from 'prom-client';

/**
 * Serves the process's metrics for Prometheus at an address and port of their own, apart from everything that people reach: `GET /metrics`
 * and nothing else. Resolves with the port that it got. What a part counts it declares itself, by prom-client, with labels from closed lists and never an id or a name.
 */
export async function serveMetrics(port: number, host: string): Promise<number> {
  collectDefaultMetrics();
  const server = createServer((request, response) => {
    if (request.method !== 'GET' || request.url !== '/metrics') return void response.writeHead(404).end();
    void register.metrics().then((text) => response.writeHead(200, { 'content-type': register.contentType }).end(text));
  });
  // It must not keep a process alive that is done.
  server.unref();
  await new Promise<void>((resolve, reject) => void server.once('error', reject).listen(port, host, resolve));
  return (server.address() as AddressInfo).port;
}
