import { dockerCommand } from './livekit-docker.mjs';
import { writeLiveKitConfig } from './livekit-config.mjs';

/**
 * How our own livekit-server is run, for Processes; its configuration is written here.
 *
 * @param {{ home: string, found: Exclude<import('./livekit.mjs').LiveKit, { kind: 'external' }>, key: string, secret: string, ports: { http: number, udp: number }, webhookUrl: string }} wanted
 * @returns {import('../processes/child.mjs').ChildPlan}
 */
export function livekitPlan({ home, found, key, secret, ports, webhookUrl }) {
  const boxed = found.kind === 'docker' && process.platform !== 'linux';
  const hook = boxed ? webhookUrl.replace('127.0.0.1', 'host.docker.internal') : webhookUrl;
  const configFile = writeLiveKitConfig(home, { key, secret, ports, webhookUrl: hook, inContainer: boxed });
  const run = found.kind === 'docker' ? dockerCommand({ image: found.image, configFile, ports, name: `stepwell-livekit-${ports.http}` }) : { command: found.file, args: ['--config', configFile] };
  // Asked to end, it waits for people to leave, for ever.
  return { name: 'livekit', ...run, cwd: home, env: quietEnvironment(), restart: true, stop: { signal: 'SIGTERM', graceMs: 1000 } };
}

/** True when the server on this loopback port answers. @param {number} port */
export async function livekitAnswers(port) {
  return (await fetch(`http://127.0.0.1:${port}/`, { signal: AbortSignal.timeout(1000) })).ok;
}

// livekit-server takes settings from variables such as NODE_IP and LIVEKIT_KEYS too: only the file may decide.
const quietEnvironment = () => Object.fromEntries(Object.entries(process.env).filter(([name]) => /^(PATH|HOME|TMPDIR|LANG|DOCKER_.*|XDG_RUNTIME_DIR)$/.test(name)));
