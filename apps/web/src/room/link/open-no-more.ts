interface SignalSocket {
  close(): void;
  readonly opened: Promise<unknown>;
  readonly closed: Promise<unknown>;
}

/**
 * Keeps a connection that is being closed from opening another signalling socket; the one that it has works on, for the goodbye.
 *
 * The SDK queues a resume behind a join that hangs in a cut, and opens it after it was closed. LiveKit resumes by identity alone, so that
 * socket would take the signalling away from the connection that followed, which then loses what it publishes. Never throws.
 * Source: livekit-client 2.22.0 SignalClient.connect; livekit-server 1.13.5 pkg/service/roommanager.go, StartSession.
 */
export function openNoMore(client: object | undefined): void {
  if (!client) return;
  let socket = (client as { ws?: SignalSocket }).ws;
  Object.defineProperty(client, 'ws', {
    configurable: true,
    get: () => socket,
    set(next: SignalSocket | undefined) {
      socket = undefined;
      if (!next) return;
      next.close();
      for (const end of [next.opened, next.closed]) end.catch(() => undefined);
    },
  });
}
