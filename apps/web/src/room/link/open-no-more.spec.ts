import { openNoMore } from './open-no-more.js';

class Socket {
  open = true;
  constructor(readonly readyState = 0) {}
  readonly opened = Promise.reject(new Error('closed before it was open'));
  readonly closed = new Promise<void>(() => undefined);
  close(): void {
    this.open = false;
  }
}

describe('a connection that is being closed', () => {
  it('keeps its socket for the goodbye', () => {
    const ws = new Socket(1);
    ws.opened.catch(() => undefined);
    const client = { ws };
    openNoMore(client);
    openNoMore(client);
    expect([client.ws, ws.open]).toEqual([ws, true]);
  });

  it('gives up a socket that is just opening: it would resume what is over', async () => {
    const ws = new Socket(0);
    const client: { ws?: Socket } = { ws };
    openNoMore(client);
    await new Promise((resolve) => setTimeout(resolve));
    expect([client.ws, ws.open]).toEqual([undefined, false]);
  });

  it('closes a socket that the SDK opens afterwards, and nobody hears of it', async () => {
    const client: { ws?: Socket } = {};
    openNoMore(client);
    const late = new Socket();
    client.ws = late;
    await new Promise((resolve) => setTimeout(resolve));
    expect([late.open, client.ws]).toEqual([false, undefined]);
  });

  it('is nothing while the SDK has none', () => expect(() => openNoMore(undefined)).not.toThrow());
});
