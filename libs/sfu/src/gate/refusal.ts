import type { Duplex } from 'node:stream';
import type { RefusalStatus } from './gatekeeper.js';

/** What is said with a refusal; the client SDK may show it, so it names nobody. */
export const refusalTexts: Readonly<Record<RefusalStatus, readonly [reason: string, text: string]>> = {
  401: ['Unauthorized', 'This pass is not valid'],
  403: ['Forbidden', 'Not let in'],
  404: ['Not Found', 'There is no such address'],
  503: ['Service Unavailable', 'Not available for the moment; try again'],
};

/** Answers an upgrade with a refusal and ends its socket. Nothing may have been written to it before. Never throws. */
export function refuseUpgrade(client: Duplex, status: RefusalStatus): void {
  const [reason, text] = refusalTexts[status];
  const retry = status === 503 ? 'Retry-After: 1\r\n' : '';
  const head = `HTTP/1.1 ${status} ${reason}\r\nContent-Type: text/plain\r\nContent-Length: ${text.length}\r\nCache-Control: no-store\r\n${retry}Connection: close\r\n\r\n`;
  client.on('error', () => client.destroy());
  // Unread bytes would turn the close into a reset, and the client might never see the answer.
  client.resume();
  client.end(head + text, () => client.destroy());
}
