import type { ConnectGate } from '#group-room';
import { Logger } from '@nestjs/common';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { Counter } from 'prom-client';
import { isUnder, signallingPaths, validatePaths } from '../domain/gate-request.js';
import { FaultLog } from '../fault-log.js';
import type { LiveKitAccess } from '../livekit-access.js';
import { ConnectOrder } from './connect-order.js';
import { Gatekeeper, type RefusalStatus } from './gatekeeper.js';
import { refusalTexts, refuseUpgrade } from './refusal.js';
import { carryUpgrade } from './upgrade-pipe.js';
import { askWhetherValid } from './validate-upstream.js';
import { WaitingClient } from './waiting-client.js';

const refusedFigure = new Counter({ name: 'stepwell_gate_refusals_total', help: 'Connections to a room that the gate refused', labelNames: ['status'] });

interface GateParts {
  readonly access: LiveKitAccess;
  readonly connectGate: Pick<ConnectGate, 'mayConnect'>;
}

/**
 * Puts the gate in front of LiveKit's signalling: upgrades to `/rtc` and `/rtc/v1`, and the `validate` requests by which the client SDK
 * learns why an upgrade was refused. Both get the same verdict. Call it once, before the app listens.
 *
 * Needs `destroyUpgrade: false` of engine.io on the same server, and `closeUnknownUpgrades` after all who take upgrades. Logs no URL.
 */
export function registerGate(fastify: FastifyInstance, { access, connectGate }: GateParts): void {
  const faults = new FaultLog(new Logger('Gate'));
  const gatekeeper = new Gatekeeper(access, connectGate, (error) => faults.note('the seat could not be looked up', error));
  const order = new ConnectOrder();
  const open = new Set<Duplex>();

  fastify.server.on('upgrade', (request: IncomingMessage, client: Duplex, head: Buffer) => {
    if (!isUnder(pathOf(request.url), '/rtc')) return;
    open.add(client);
    client.once('close', () => open.delete(client));
    void takeUpgrade(request, new WaitingClient(client, head));
  });
  async function takeUpgrade(request: IncomingMessage, waiting: WaitingClient): Promise<void> {
    const client = waiting.socket;
    if (!isWebSocket(request) || !signallingPaths.has(pathOf(request.url))) return refuseUpgrade(client, 404);
    const pass = await gatekeeper.read(request.url ?? '', request.headers.authorization);
    if (pass.kind === 'refused') return turnAway(client, pass.status);
    // Before the seat is asked for: an answer that comes sooner must not change the order in which they came.
    const place = order.enter(pass.identity);
    const verdict = await gatekeeper.admit(pass);
    await place.turn;
    if (verdict.kind === 'refused' || client.destroyed) {
      place.leave();
      return verdict.kind === 'refused' ? turnAway(client, verdict.status) : undefined;
    }
    carryUpgrade(access, { request, waiting, ...verdict }, { answered: place.leave, fault: (what) => faults.note('LiveKit did not take a connection', what) });
  }

  function turnAway(client: Duplex, status: RefusalStatus): void {
    refusedFigure.inc({ status });
    refuseUpgrade(client, status);
  }

  async function answer(request: FastifyRequest, reply: FastifyReply): Promise<void> {
    if (!validatePaths.has(pathOf(request.raw.url))) return refuse(reply, 404);
    const verdict = await gatekeeper.decide(request.raw.url ?? '', request.headers.authorization);
    if (verdict.kind === 'refused') return refuse(reply, verdict.status);
    const said = await askWhetherValid(access, verdict, request.headers);
    if (said === 200) return void reply.type('text/plain').header('cache-control', 'no-store').send('success');
    faults.note('LiveKit did not validate a connection', said);
    return refuse(reply, 503);
  }
  // Silent, because a request's log line would carry its URL and so the token.
  for (const url of ['/rtc', '/rtc/*']) fastify.route({ method: 'GET', url, logLevel: 'silent', exposeHeadRoute: false, handler: answer });

  fastify.addHook('preClose', async () => {
    for (const client of open) client.destroy();
  });
}

/** Ends upgrades that nobody takes, since engine.io no longer does. `taken`: path prefixes of those who do, e.g. `/rtc`. */
export function closeUnknownUpgrades(server: FastifyInstance['server'], taken: readonly string[]): void {
  server.on('upgrade', (request: IncomingMessage, client: Duplex) => {
    if (!taken.some((prefix) => isUnder(pathOf(request.url), prefix))) refuseUpgrade(client, 404);
  });
}

function refuse(reply: FastifyReply, status: RefusalStatus): void {
  if (status === 503) reply.header('retry-after', '1');
  void reply.code(status).type('text/plain').header('cache-control', 'no-store').send(refusalTexts[status][1]);
}

function isWebSocket(request: IncomingMessage): boolean {
  return request.method === 'GET' && request.headers.upgrade?.toLowerCase() === 'websocket';
}

function pathOf(url: string | undefined): string {
  return url?.split('?', 1)[0] ?? '';
}
