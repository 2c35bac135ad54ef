import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { io } from 'socket.io-client';
import { freePorts } from '../../../infra/launch/processes/ports.mjs';
import { Child } from './children.mjs';

/**
 * A process of its own with the sockets of some pages, so that what they cost is not the server's and does not stand in the way of who measures.
 *
 * @param {string} program a file of this folder @param {{ origin: string, people: readonly import('./crowd.mjs').CrowdPerson[], folder: string }} given
 * @returns {Promise<{ tell: (word: string) => Promise<any>, end: () => Promise<void> }>} tell: asks the process to do something, and waits until it is done
 */
export async function startPages(program, { origin, people, folder }) {
  const [port] = await freePorts(['tcp']);
  const file = join(folder, `${program}.json`);
  writeFileSync(file, JSON.stringify({ origin, people }), { mode: 0o600 });
  const child = new Child({ name: program, command: process.execPath, args: [fileURLToPath(new URL(program, import.meta.url)), String(port), file], logFile: join(folder, `${program}.log`) });
  await child.untilReady(`http://127.0.0.1:${port}/ready`, { withinMs: 60_000 });
  return {
    tell: async (word) => {
      const response = await fetch(`http://127.0.0.1:${port}/${word}`);
      const answer = await response.json();
      if (!response.ok) throw new Error(`${program}, ${word}: ${answer.error}`);
      return answer;
    },
    end: () => child.end(),
  };
}

/**
 * The other side: does what it is told, by word.
 *
 * @param {(given: { origin: string, people: import('./crowd.mjs').CrowdPerson[] }) => Record<string, () => unknown>} words
 */
export function serveWords(words) {
  const [port, file] = process.argv.slice(2);
  const known = { ready: () => ({}), ...words(JSON.parse(readFileSync(file, 'utf8'))) };
  createServer(async (request, response) => {
    try {
      response.end(JSON.stringify((await known[(request.url ?? '').slice(1)]()) ?? {}));
    } catch (error) {
      response.writeHead(500).end(JSON.stringify({ error: error instanceof Error ? error.message : String(error) }));
    }
  }).listen(Number(port), '127.0.0.1');
}

/** The socket of a patient's page, open. Throws the code of the refusal. @param {string} origin @param {import('./crowd.mjs').CrowdPerson} person */
export async function openPage(origin, { seatId, cookie }) {
  const socket = io(`${origin}/group-room`, { transports: ['websocket'], extraHeaders: { cookie, origin }, auth: { as: 'seat', seatId }, reconnection: false, forceNew: true });
  const refused = once(socket, 'connect_error').then(([error]) => Promise.reject(error));
  await Promise.race([once(socket, 'connect'), refused]);
  return socket;
}
