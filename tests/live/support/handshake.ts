import { request } from 'node:http';

/** The status of a websocket handshake with `path` at `origin`, made as a client makes it. An opened connection is closed at once. */
export function handshake(origin: string, path: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const headers = { connection: 'Upgrade', upgrade: 'websocket', 'sec-websocket-version': '13', 'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==' };
    const asking = request(new URL(path, origin), { headers, agent: false });
    asking.once('upgrade', (response, socket) => {
      socket.destroy();
      resolve(response.statusCode!);
    });
    asking.once('response', (response) => {
      response.resume();
      resolve(response.statusCode!);
    });
    asking.once('error', reject).end();
  });
}
