import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { writeLiveKitConfig } from '../../../infra/launch/livekit/livekit-config.mjs';
import { freePorts } from '../../../infra/launch/processes/ports.mjs';
import { Child } from './children.mjs';

/**
 * A livekit-server with the settings that `npm start` gives it, on ports of its own.
 *
 * @param {{ folder: string, program: string, serverPort: number }} options serverPort: where its webhooks go
 */
export async function startLiveKit({ folder, program, serverPort }) {
  const [http, udp] = await freePorts(['tcp', 'udp']);
  const key = 'bench';
  const secret = randomBytes(24).toString('hex');
  const config = writeLiveKitConfig(folder, { key, secret, ports: { http, udp }, webhookUrl: `http://127.0.0.1:${serverPort}/api/v1/livekit/webhook` });
  const child = new Child({ name: 'livekit-server', command: program, args: ['--config', config], logFile: join(folder, 'livekit.log') });
  await child.untilReady(`http://127.0.0.1:${http}/`);
  return { child, url: `http://127.0.0.1:${http}`, key, secret };
}
