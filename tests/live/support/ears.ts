import type { Page } from 'playwright-core';
import { until } from './until.js';

/** Runs in the page before anything of it: its peer connections stay at hand, and by which stream each of their tracks came. */
const keepConnections = `
  globalThis.connections = [];
  globalThis.streams = new Map();
  globalThis.RTCPeerConnection = class extends RTCPeerConnection {
    constructor(...settings) {
      super(...settings);
      connections.push(this);
      this.addEventListener('track', ({ track, streams: [stream] }) => streams.set(track.id, stream?.id ?? ''));
    }
  };`;

// LiveKit names a stream by who sends it: "<participant SID>|<track SID>".
const energies = `(async () => {
  const receivers = connections.flatMap((connection) => connection.getReceivers()).filter(({ track }) => track.kind === 'audio');
  const heard = await Promise.all(receivers.map(async (receiver) => {
    const stats = [...(await receiver.getStats()).values()].find(({ type }) => type === 'inbound-rtp');
    return [streams.get(receiver.track.id)?.split('|')[0] ?? '', stats?.totalAudioEnergy ?? 0];
  }));
  return Object.fromEntries(heard);
})()`;

/** Far above what a decoder makes of silence, far below one beep of the browser's false microphone. Unit: of RTCInboundRtpStreamStats.totalAudioEnergy. */
const heardFrom = 1e-4;

/** What a page really hears: the energy of decoded sound, which a muted microphone or silence does not add to. */
export class Ears {
  private constructor(private readonly page: Page) {}

  /** Before the page is opened. */
  static async at(page: Page): Promise<Ears> {
    await page.addInitScript({ content: keepConnections });
    return new Ears(page);
  }

  /** Energy so far, by LiveKit's participant SID; nobody who sends no sound is in it. */
  energy(): Promise<Record<string, number>> {
    return this.page.evaluate<Record<string, number>>(energies);
  }

  /** Waits until this connection is heard from now on. */
  async hears(sid: string): Promise<void> {
    const before = (await this.energy())[sid] ?? 0;
    await until(async () => ((await this.energy())[sid] ?? 0) - before, (more) => more >= heardFrom);
  }
}
