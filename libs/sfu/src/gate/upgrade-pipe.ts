import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { pipeline, Transform, type Duplex } from 'node:stream';
import { FrameMeter } from '../domain/frame-meter.js';
import type { LiveKitAccess } from '../livekit-access.js';
import { refuseUpgrade } from './refusal.js';
import { askLiveKit } from './upstream.js';
import type { WaitingClient } from './waiting-client.js';

/** LiveKit tries three times to find the room's node (3, 6, 9 s); a client gives up after 15 s. */
const handshakeMs = 10_000;
/** A client's largest message repeats both session descriptions of a group of 14; LiveKit 1.13 itself sets no limit. */
const maxMessageBytes = 1024 * 1024;

interface UpgradeToCarry {
  readonly request: IncomingMessage;
  readonly waiting: WaitingClient;
  readonly token: string;
  readonly path: string;
}

interface Ends {
  /** LiveKit gave its answer, or none within its time; perhaps told more than once. */
  readonly answered: () => void;
  /** LiveKit refused or did not answer: a status or an error code. */
  readonly fault: (what: unknown) => void;
}

/**
 * Carries one upgrade to LiveKit: the client gets its 101 only after LiveKit gave one, and 503 for everything else that LiveKit says,
 * its absence included. LiveKit's own "room does not exist" (404) is final for the client SDKs, but not for us: the seat was just found
 * good, so its room is being made again.
 *
 * Never throws; both sockets end together.
 */
export function carryUpgrade(access: LiveKitAccess, upgrade: UpgradeToCarry, { answered, fault }: Ends): void {
  const client = upgrade.waiting.socket;
  const asking = askLiveKit(access, upgrade.path, upgrade.token, upgrade.request.headers, true);
  let settled = false;
  const settle = (): boolean => {
    answered();
    clearTimeout(patience);
    client.off('close', noMore);
    return !settled && (settled = true);
  };
  const giveUp = (what: unknown): void => {
    const isFirst = settle();
    asking.destroy();
    if (!isFirst) return;
    fault(what);
    refuseUpgrade(client, 503);
  };
  // LiveKit works on what it was asked even when nobody waits for it any more, so its answer is waited for.
  const noMore = (): void => {
    settled = true;
    // It must not keep a process that is ending.
    asking.socket?.unref();
    patience.unref();
  };
  const patience = setTimeout(() => giveUp('ETIMEDOUT'), handshakeMs);
  client.once('close', noMore);
  asking.on('error', giveUp);
  asking.once('response', (response) => giveUp(response.statusCode));
  asking.once('upgrade', (response: IncomingMessage, livekit: Socket, firstBytes: Buffer) => {
    if (!settle()) return void livekit.destroy();
    client.write(switchingHead(response));
    if (firstBytes.length > 0) livekit.unshift(firstBytes);
    upgrade.waiting.handOver();
    join(client, livekit);
  });
}

function switchingHead(response: IncomingMessage): string {
  return `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${response.headers['sec-websocket-accept'] ?? ''}\r\n\r\n`;
}

function join(client: Duplex, livekit: Socket): void {
  const end = (): void => {
    client.destroy();
    livekit.destroy();
  };
  for (const side of [client as Socket, livekit]) {
    side.setTimeout(0);
    side.setNoDelay(true);
    side.setKeepAlive(true, 30_000);
    side.once('close', end);
  }
  pipeline(client, limitMessages(), livekit, (error) => error && end());
  pipeline(livekit, client, (error) => error && end());
}

function limitMessages(): Transform {
  const meter = new FrameMeter(maxMessageBytes);
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      if (meter.admits(chunk)) done(null, chunk);
      else done(new Error('message too large'));
    },
  });
}
