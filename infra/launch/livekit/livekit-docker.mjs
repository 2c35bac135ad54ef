import { runCommand } from '../processes/command.mjs';
import { LIVEKIT_VERSION } from './livekit-version.mjs';

const IMAGE = `livekit/livekit-server:v${LIVEKIT_VERSION}`;

/** Finds a Docker that works and fetches the image. Throws an Error with a plain sentence. @param {(what: string) => void} doing @param {NodeJS.ProcessEnv} env */
export async function dockerLiveKit(doing, env) {
  if ((await runCommand('docker', ['info'], { env, timeoutMs: 10_000 })).code !== 0) throw new Error('Docker is not running here');
  doing(`fetching the image ${IMAGE}`);
  const known = await runCommand('docker', ['image', 'inspect', IMAGE], { env });
  if (known.code !== 0 && (await runCommand('docker', ['pull', IMAGE], { env, timeoutMs: 300_000 })).code !== 0) throw new Error(`Docker cannot fetch ${IMAGE}`);
  return { kind: /** @type {const} */ ('docker'), image: IMAGE };
}

/**
 * The command that runs the image with this configuration. On Linux it shares the host's network, so the configuration is the same as for a program; elsewhere
 * Docker is a machine of its own, and both ports are published.
 *
 * @param {{ image: string, configFile: string, ports: { http: number, udp: number }, name: string }} wanted
 */
export function dockerCommand({ image, configFile, ports, name }) {
  const shared = process.platform === 'linux';
  const published = [`127.0.0.1:${ports.http}:${ports.http}`, `127.0.0.1:${ports.udp}:${ports.udp}/udp`].flatMap((one) => ['-p', one]);
  const network = shared ? ['--network', 'host'] : published;
  return {
    command: 'docker',
    args: ['run', '--rm', '--name', name, ...network, '-v', `${configFile}:/livekit.yaml:ro`, image, '--config', '/livekit.yaml'],
    // Ending the docker program by KILL leaves its container behind.
    afterEnd: () => runCommand('docker', ['rm', '-f', name], { whileStopping: true, timeoutMs: 2000 }),
  };
}
