import { createServer } from 'node:net';
import { createSocket } from 'node:dgram';
import { randomInt } from 'node:crypto';
import { LaunchFault } from '../words/fault.mjs';

const DEFAULT_PORT = 3000;
// Below the range that systems hand out for outgoing connections: a port stays ours while a child that died is started again.
const PRIVATE_RANGE = [20_000, 29_999];

/**
 * The port people open, held until release(): a start takes a while, and another one must not choose the same. A given port that is taken or unusable is a fault; the
 * default moves on to the next free one, and says so.
 *
 * @param {string | undefined} given the value of PORT @param {string} host @param {(line: string) => void} say
 * @returns {Promise<{ port: number, release: () => Promise<void> }>}
 */
export async function publicPort(given, host, say) {
  if (given !== undefined && given !== '') return givenPort(given, host);
  for (let port = DEFAULT_PORT; port < DEFAULT_PORT + 100; port += 1) {
    const { release, fault } = await hold(port, host);
    // Any other fault than a taken port is the address's, and is the same for each port.
    if (fault && fault !== 'EADDRINUSE') throw hostFault(host, fault);
    if (!release) continue;
    if (port !== DEFAULT_PORT) say(`Port ${DEFAULT_PORT} is taken: using ${port}.`);
    return { port, release };
  }
  throw new LaunchFault(`none of the ports ${DEFAULT_PORT} to ${DEFAULT_PORT + 99} is free on ${host}.`, { mend: 'set PORT to a free one' });
}

async function givenPort(given, host) {
  const port = Number(given);
  if (!Number.isInteger(port) || port < 1 || port > 65_535) throw new LaunchFault(`PORT is "${given}", which is no port number.`, { mend: 'set PORT to a number from 1 to 65535' });
  const { release, fault } = await hold(port, host);
  if (release) return { port, release };
  if (fault === 'EADDRINUSE') throw new LaunchFault(`PORT ${port} is taken by another program.`, { mend: `end that program, or choose another: PORT=${port + 1} npm start` });
  if (fault === 'EACCES') throw new LaunchFault(`PORT ${port} may not be opened by this user.`, { mend: 'choose one above 1023' });
  throw hostFault(host, fault);
}

const hostFault = (host, fault) => new LaunchFault(`HOST ${host} cannot be listened on (${fault}).`, { mend: 'set HOST to an address of this machine, for example 127.0.0.1' });

/**
 * Free ports for what only this machine talks to, all different. kinds: 'tcp' or 'udp' for each port wanted.
 *
 * Free means free on every address, so that nobody who listens on all of them is in the way.
 *
 * @param {('tcp' | 'udp')[]} kinds @returns {Promise<number[]>}
 */
export async function freePorts(kinds) {
  const picked = [];
  for (const kind of kinds) picked.push(await freePort(kind, picked));
  return picked;
}

async function freePort(kind, taken) {
  for (let tries = 0; tries < 200; tries += 1) {
    const port = randomInt(PRIVATE_RANGE[0], PRIVATE_RANGE[1]);
    if (taken.includes(port)) continue;
    const free = kind === 'tcp' ? (await tcpFree(port, '0.0.0.0')) && (await tcpFree(port, '127.0.0.1')) : await udpFree(port);
    if (free) return port;
  }
  throw new LaunchFault(`no free ${kind} port was found between ${PRIVATE_RANGE[0]} and ${PRIVATE_RANGE[1]}.`);
}

/**
 * Listens there, turning everybody away, until release(); or says why it cannot.
 *
 * @param {number} port @param {string} host @returns {Promise<{ release?: () => Promise<void>, fault?: string }>}
 */
function hold(port, host) {
  return new Promise((resolve) => {
    const server = createServer((socket) => socket.destroy());
    server.once('error', (error) => resolve({ fault: error.code ?? error.message }));
    server.listen({ port, host, exclusive: true }, () => resolve({ release: () => new Promise((closed) => server.close(() => closed())) }));
  });
}

async function tcpFree(port, host) {
  const { release } = await hold(port, host);
  await release?.();
  return release !== undefined;
}

function udpFree(port) {
  return new Promise((resolve) => {
    const socket = createSocket('udp4');
    socket.once('error', () => resolve(false));
    socket.bind({ port, exclusive: true }, () => socket.close(() => resolve(true)));
  });
}
