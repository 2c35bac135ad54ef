import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';

export interface Ports {
  readonly http: number;
  readonly tcp: number;
  readonly udp: number;
}

/** Three ports that nobody uses now, for LiveKit's API and its two media ports. Held together while picked, so they differ. */
export async function freePorts(): Promise<Ports> {
  const servers = [createServer(), createServer()] as const;
  const socket = createSocket('udp4');
  for (const server of servers) await once(server.listen(0, '0.0.0.0'), 'listening');
  await new Promise<void>((resolve, reject) => socket.once('error', reject).bind(0, resolve));
  const [http, tcp] = servers.map((server) => (server.address() as AddressInfo).port) as [number, number];
  const udp = socket.address().port;
  for (const server of servers) await once(server.close(), 'close');
  await new Promise<void>((resolve) => socket.close(resolve));
  return { http, tcp, udp };
}
