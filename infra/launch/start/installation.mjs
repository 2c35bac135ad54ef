import { livekitAnswers, livekitPlan } from '../livekit/livekit-plan.mjs';
import { freePorts } from '../processes/ports.mjs';
import { urlHost } from './server-environment.mjs';

/**
 * The ports of one start, all picked before anything is configured with them.
 *
 * @returns {Promise<{ postgres: number, metrics: number, livekit: { http: number, udp: number } }>}
 */
export async function pickPorts() {
  const [postgres, metrics, http, udp] = await freePorts(['tcp', 'tcp', 'tcp', 'udp']);
  return { postgres, metrics, livekit: { http, udp } };
}

/**
 * Starts (or checks) LiveKit and returns how the server reaches it.
 *
 * @param {{ env: NodeJS.ProcessEnv, home: string, found: import('../livekit/livekit.mjs').LiveKit, secrets: { livekitKey: string, livekitSecret: string },
 *   ports: { http: number, udp: number }, server: { host: string, port: number }, processes: import('../processes/processes.mjs').Processes }} options
 * @returns {Promise<{ url: string, key: string, secret: string }>}
 */
export async function openLiveKit({ home, found, secrets, ports, server, processes }) {
  if (found.kind === 'external') return found;
  const { livekitKey: key, livekitSecret: secret } = secrets;
  const webhookUrl = `http://${urlHost(server.host)}:${server.port}/api/v1/livekit/webhook`;
  processes.start(livekitPlan({ home, found, key, secret, ports, webhookUrl }));
  await processes.ready('livekit', () => livekitAnswers(ports.http), 30_000);
  return { url: `http://127.0.0.1:${ports.http}`, key, secret };
}

/**
 * How the server process is run, for Processes.
 *
 * @param {string} root @param {Record<string, string>} env @param {string[]} [command] what Node runs, the built clinic by default
 * @returns {import('../processes/child.mjs').ChildPlan}
 */
export function serverPlan(root, env, command = ['dist/apps/clinic/src/main.js']) {
  return { name: 'server', command: process.execPath, args: ['--enable-source-maps', ...command], cwd: root, env, restart: true, stop: { signal: 'SIGTERM', graceMs: 2000 } };
}

/** True when the server says that it can work. @param {string} base */
export async function serverAnswers(base) {
  return (await fetch(`${base}/health/ready`, { signal: AbortSignal.timeout(2000) })).status === 200;
}

