import { openNoMore } from './open-no-more.js';

class Socket {
  open = true;
  readonly opened = Promise.reject(new Error('closed before it was open'));
  readonly closed = new Promise<void>(() => undefined);
  close(): void {
    this.open = false;
  }
}

describe('a connection that is being closed', () => {
  it('keeps its socket for the goodbye', () => {
    const client = { ws: { open: true } };
    openNoMore(client);
    openNoMore(client);
    expect(client.ws).toEqual({ open: true });
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
