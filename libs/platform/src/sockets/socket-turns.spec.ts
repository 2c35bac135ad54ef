import { Logger } from '@nestjs/common';
import type { Socket } from 'socket.io';
import { callId, inCall } from '../calls/current-call.js';
import { SocketTurns } from './socket-turns.js';

/** An event whose work ends when the test says so. */
function event(done: string[], name: string) {
  let end: () => void = () => undefined;
  const ended = new Promise<void>((resolve) => (end = resolve));
  return { work: () => ended.then(() => void done.push(name)), end };
}

describe('the turns of events', () => {
  const settled = () => new Promise((resolve) => setImmediate(resolve));
  let socket: { connected: boolean };
  let turns: SocketTurns;
  let begun: string[];
  let done: string[];

  beforeEach(() => ([socket, turns, begun, done] = [{ connected: true }, new SocketTurns(), [], []]));

  function send(name: string, from = socket) {
    const one = event(done, name);
    turns.take(from as unknown as Socket, () => (begun.push(name), one.work()));
    return one;
  }

  it('are three at a time for one socket, in the order in which they came, and others do not wait for it', async () => {
    const [first] = ['a', 'b', 'c', 'd', 'e'].map((name) => send(name));
    send('of another', { connected: true });
    expect(begun).toEqual(['a', 'b', 'c', 'of another']);
    first!.end();
    await settled();
    expect([begun, done]).toEqual([['a', 'b', 'c', 'of another', 'd'], ['a']]);
  });

  it('are each a part of their own call, those that waited too', async () => {
    const [sent, served] = [['a', 'b', 'c', 'd', 'e'], [] as (string | undefined)[]];
    for (const id of sent) inCall(id, () => turns.take(socket as Socket, async () => void served.push((await settled(), callId()))));
    while (served.length < sent.length) await settled();
    expect(served).toEqual(sent);
  });

  it('go on after one that failed', async () => {
    const said: unknown[] = [];
    Logger.overrideLogger({ log: () => undefined, warn: () => undefined, error: (line: unknown) => void said.push(line) });
    const fault = new Error('the filter failed');
    for (let count = 0; count < 3; count += 1) turns.take(socket as Socket, () => Promise.reject(fault));
    send('after it');
    await settled();
    Logger.overrideLogger(false);
    expect([begun, said]).toEqual([['after it'], [fault, fault, fault]]);
  });

  it('end with the socket: what waited is not worked on', async () => {
    const open = ['a', 'b', 'c', 'd'].map((name) => send(name));
    socket.connected = false;
    open.forEach(({ end }) => end());
    await settled();
    expect(begun).toEqual(['a', 'b', 'c']);
  });
});
