import { readFileSync, readdirSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';

/**
 * What one run has about on this machine: its living processes (those that carry its temporary folder or its home in their environment or arguments), the ports
 * on which they listen, what lies in its temporary folder, and the system's users. Processes and ports are read from /proc, so elsewhere those two are empty.
 *
 * @param {{ home: string, temporary?: string }} run @returns {{ processes: string[], ports: string[], files: string[], users: string[] }}
 */
export function listing({ home, temporary }) {
  const pids = process.platform === 'linux' ? pidsOf(home) : [];
  const sockets = new Set(pids.flatMap(socketsOf));
  return {
    processes: pids.map((pid) => `${pid} ${wordsIn(pid, 'cmdline').join(' ').slice(0, 120)}`),
    ports: process.platform === 'linux' ? ['tcp', 'tcp6', 'udp', 'udp6'].flatMap((kind) => listeningOn(kind, sockets)) : [],
    files: temporary ? readdirSync(temporary).sort() : [],
    users: readText('/etc/passwd').split('\n').map((line) => line.split(':', 1)[0] ?? '').filter(Boolean),
  };
}

/**
 * The databases and roles of a cluster beside those that every cluster has.
 *
 * @param {string} ownerUrl @returns {Promise<{ databases: string[], roles: string[] }>}
 */
export async function clusterListing(ownerUrl) {
  const { default: pg } = await import('pg');
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    const names = async (text) => (await client.query(text)).rows.map(({ name }) => name);
    return {
      databases: await names('select datname as name from pg_database where not datistemplate order by 1'),
      roles: await names("select rolname as name from pg_roles where rolname not like 'pg\\_%' order by 1"),
    };
  } finally {
    await client.end();
  }
}

/** What is there now and was not before, one line each, e.g. `ports: udp 40123`. */
export function broughtSince(before, now) {
  return Object.entries(now).flatMap(([what, names]) => names.filter((name) => !before[what]?.includes(name)).map((name) => `${what}: ${name}`));
}

function pidsOf(home) {
  // Its own parents and this process carry the same environment, and are no leftovers.
  const own = new Set(lineage(process.pid));
  const carries = (words) => words.some((word) => word.includes(home));
  const isOfRun = (pid) => !own.has(pid) && isAlive(pid) && (carries(wordsIn(pid, 'cmdline')) || carries(wordsIn(pid, 'environ')));
  return readdirSync('/proc').filter((name) => /^\d+$/.test(name)).map(Number).filter(isOfRun);
}

function lineage(pid) {
  const parent = Number(statusOf(pid).PPid ?? 0);
  return parent > 0 ? [pid, ...lineage(parent)] : [pid];
}

const isAlive = (pid) => !/^[ZX]/.test(statusOf(pid).State ?? 'Z');

function statusOf(pid) {
  return Object.fromEntries(readText(`/proc/${pid}/status`).split('\n').map((line) => line.split(':\t', 2).map((word) => word.trim())));
}

const wordsIn = (pid, file) => readText(`/proc/${pid}/${file}`).split('\0');

function socketsOf(pid) {
  const folder = `/proc/${pid}/fd`;
  try {
    return readdirSync(folder).flatMap((fd) => /^socket:\[(\d+)\]$/.exec(linkOf(join(folder, fd)))?.[1] ?? []);
  } catch {
    return [];
  }
}

/** Lines such as `tcp 40123`: bound, and for TCP listening (state 0A). */
function listeningOn(kind, sockets) {
  const rows = readText(`/proc/net/${kind}`).split('\n').slice(1).map((line) => line.trim().split(/\s+/));
  const ours = rows.filter((fields) => sockets.has(fields[9] ?? '') && (kind.startsWith('udp') || fields[3] === '0A'));
  return ours.map((fields) => `${kind} ${Number.parseInt(fields[1]?.split(':')[1] ?? '0', 16)}`);
}

function linkOf(path) {
  try {
    return readlinkSync(path);
  } catch {
    return '';
  }
}

/** Empty when it is gone or another's. */
function readText(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
