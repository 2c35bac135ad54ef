interface SignalSocket {
  /** As a WebSocket says it. */
  readonly readyState: number;
  close(): void;
  readonly opened: Promise<unknown>;
  readonly closed: Promise<unknown>;
}

const opening = 0;

/**
 * Keeps a connection that is being closed from opening another signalling socket, and gives up the one that is just opening; one that is open
 * works on, for the goodbye.
 *
 * The SDK resumes a connection by itself, and goes on with that after it was closed. LiveKit resumes by identity alone, so that socket would
 * take the signalling away from the connection that followed, which then hangs until its patience is over. Never throws.
 * Source: livekit-client 2.22.0 SignalClient.connect; livekit-server 1.13.5 pkg/service/roommanager.go, StartSession.
 */
export function openNoMore(client: object | undefined): void {
  if (!client) return;
  const { ws } = client as { ws?: SignalSocket };
  const isOpening = ws?.readyState === opening;
  let socket = isOpening ? undefined : ws;
  if (isOpening) giveUp(ws);
  Object.defineProperty(client, 'ws', {
    configurable: true,
    get: () => socket,
    set(next: SignalSocket | undefined) {
      socket = undefined;
      if (next) giveUp(next);
    },
  });
}

function giveUp(socket: SignalSocket): void {
  socket.close();
  for (const end of [socket.opened, socket.closed]) end.catch(() => undefined);
}
