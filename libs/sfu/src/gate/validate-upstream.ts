import type { IncomingHttpHeaders } from 'node:http';
import type { LiveKitAccess } from '../livekit-access.js';
import { askLiveKit } from './upstream.js';

const answerMs = 5000;

/** Asks LiveKit's `validate`. Gives its status, or an error code when there was no answer. Never throws. */
export function askWhetherValid(access: LiveKitAccess, { path, token }: { path: string; token: string }, from: IncomingHttpHeaders): Promise<number | string> {
  return new Promise((resolve) => {
    const asking = askLiveKit(access, path, token, from, false);
    asking.setTimeout(answerMs, () => asking.destroy(Object.assign(new Error('no answer'), { code: 'ETIMEDOUT' })));
    asking.on('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.name));
    asking.once('response', (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
  });
}
