import { randomUUID } from 'node:crypto';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type * as Client from 'livekit-client';
import type { Browser, Page } from 'playwright-core';
import { launchChromium } from './support/chromium.js';
import { GatedLiveKit } from './support/gated-livekit.js';
import { until } from './support/until.js';

/** What the page keeps for the test to read. */
interface Seen {
  readonly state: string;
  readonly sid: string;
  readonly frames: number;
  readonly events: readonly string[];
}

const clientScript = join(createRequire(import.meta.url).resolve('livekit-client'), '..', 'livekit-client.umd.js');

let gated: GatedLiveKit;
let browser: Browser;
let room: string;

beforeAll(async () => {
  gated = await GatedLiveKit.start();
  browser = await launchChromium();
}, 60_000);

afterAll(async () => {
  await browser.close();
  await gated.stop();
});

beforeEach(async () => {
  room = randomUUID();
  await gated.rooms.ensureRoom({ roomId: room, capacity: 12 });
});

/** A bare page that joins and publishes a small picture, with the SDK as it is and no help of ours. */
async function joinRoom(identity: string): Promise<Page> {
  gated.seats.add(`${identity} ${room}`);
  const { token } = await gated.rooms.mintPass({ roomId: room, identity, role: 'patient' });
  const page = await (await browser.newContext()).newPage();
  await page.goto(gated.origin);
  await page.addScriptTag({ path: clientScript });
  await page.evaluate(joinInPage, { url: gated.origin.replace('http', 'ws'), token });
  return page;
}

/** Runs in the page. */
async function joinInPage({ url, token }: { url: string; token: string }): Promise<void> {
  const world = globalThis as unknown as { LivekitClient: typeof Client; document: { body: { append(node: unknown): void } }; seen: () => Promise<Seen> };
  const room = new world.LivekitClient.Room();
  const events: string[] = [];
  for (const event of ['reconnecting', 'signalReconnecting', 'reconnected'] as const) room.on(event, () => events.push(event));
  room.on('disconnected', (reason: unknown) => events.push(`disconnected ${String(reason)}`));
  room.on('trackSubscribed', (track) => world.document.body.append(track.attach()));
  world.seen = async () => {
    let frames = 0;
    for (const person of room.remoteParticipants.values()) {
      for (const { track } of person.trackPublications.values()) {
        const report = track?.kind === 'video' ? await track.getRTCStatsReport() : undefined;
        for (const stat of report?.values() ?? []) if (stat.type === 'inbound-rtp') frames += stat.framesDecoded ?? 0;
      }
    }
    return { state: room.state, sid: room.localParticipant.sid, frames, events };
  };
  await room.connect(url, token);
  await room.localParticipant.setCameraEnabled(true, { resolution: { width: 320, height: 180, frameRate: 10 } });
}

const seen = (page: Page): Promise<Seen> => page.evaluate(() => (globalThis as unknown as { seen: () => Promise<Seen> }).seen());

describe('a browser behind the gate', () => {
  it('sees the others, is back by itself after LiveKit died, and stays out once its seat is gone', async () => {
    const [first, second] = [`${randomUUID()}.1`, `${randomUUID()}.1`];
    const pages = [await joinRoom(first), await joinRoom(second)] as const;
    const all = () => Promise.all(pages.map(seen));
    await until(all, (both) => both.every(({ frames }) => frames >= 10));

    await gated.livekit.kill();
    await gated.livekit.startAgain();
    // The pages meet a LiveKit without their room meanwhile: 503 through the gate, which they take for "later".
    await until(() => seen(pages[0]), ({ state }) => state !== 'connected');
    await gated.rooms.ensureRoom({ roomId: room, capacity: 12 });
    const back = await until(all, (both) => both.every(({ state, frames }) => state === 'connected' && frames >= 10), 30);
    expect(back.flatMap(({ events }) => events)).not.toContainEqual(expect.stringMatching(/^disconnected/));

    gated.seats.delete(`${first} ${room}`);
    gated.cutSignalling();
    await until(() => seen(pages[0]), ({ state }) => state === 'disconnected', 5);
    await until(() => seen(pages[1]), ({ state }) => state === 'connected');
  }, 90_000);
});
