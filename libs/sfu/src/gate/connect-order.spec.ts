import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { GateBench, pass } from './gate-bench.js';

let bench: GateBench;
beforeEach(async () => {
  bench = await GateBench.open();
});
afterEach(() => bench.close());

type Begun = ReturnType<GateBench['begin']>;

describe('connections of one identity reach LiveKit one after the other', () => {
  const begin = async (path: string, who?: string): Promise<Begun> => bench.begin(`${path}&access_token=${await pass(who)}`);
  const statusOf = async ({ answered }: Begun): Promise<number> => (await answered()).status;
  const asked = async (...urls: string[]): Promise<void> => {
    while (bench.recorder.requests.length < urls.length) await pause(5);
    expect(bench.recorder.requests.map(({ url }) => url)).toEqual(urls);
  };
  const other = '3a0c7a52-64f7-4b86-9a7c-5a0c6a2b7f11.0';

  it('a fresh one waits until the resume before it was answered; another person does not wait', async () => {
    bench.recorder.keeps = true;
    const resume = await begin('/rtc?reconnect=1');
    await asked('/rtc?reconnect=1');
    const fresh = await begin('/rtc?fresh=1');
    const stranger = await begin('/rtc?stranger=1', other);
    await asked('/rtc?reconnect=1', '/rtc?stranger=1');
    bench.recorder.kept.shift()!();
    expect(await statusOf(resume)).toBe(101);
    await asked('/rtc?reconnect=1', '/rtc?stranger=1', '/rtc?fresh=1');
    for (const reply of bench.recorder.kept) reply();
    expect([await statusOf(fresh), await statusOf(stranger)]).toEqual([101, 101]);
  });

  it('also when nobody waits for the answer to the resume any more: LiveKit works on it all the same', async () => {
    bench.recorder.keeps = true;
    const resume = await begin('/rtc?reconnect=1');
    await asked('/rtc?reconnect=1');
    resume.socket.destroy();
    const fresh = await begin('/rtc?fresh=1');
    // Another person's way through the gate is longer than what would let this one pass.
    const stranger = await begin('/rtc?stranger=1', other);
    await asked('/rtc?reconnect=1', '/rtc?stranger=1');
    const [late] = bench.recorder.sockets;
    bench.recorder.kept.shift()!();
    await asked('/rtc?reconnect=1', '/rtc?stranger=1', '/rtc?fresh=1');
    if (!late!.destroyed) await once(late!, 'close');
    for (const reply of bench.recorder.kept) reply();
    expect([await statusOf(fresh), await statusOf(stranger)]).toEqual([101, 101]);
  });

  it('who gave up in the line is never asked for, and holds up nobody; nor does a refusal', async () => {
    bench.recorder.keeps = true;
    const first = await begin('/rtc?first=1');
    await asked('/rtc?first=1');
    const gone = await begin('/rtc?gone=1');
    await begin('/rtc?stranger=1', other);
    await asked('/rtc?first=1', '/rtc?stranger=1');
    gone.socket.destroy();
    const last = await begin('/rtc?last=1');
    bench.recorder.says = 404;
    bench.recorder.kept.shift()!();
    expect(await statusOf(first)).toBe(503);
    await asked('/rtc?first=1', '/rtc?stranger=1', '/rtc?last=1');
    for (const reply of bench.recorder.kept) reply();
    expect(await statusOf(last)).toBe(503);
  });
});
