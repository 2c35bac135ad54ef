import { spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { freePorts, type Ports } from './free-ports.js';

const readyMs = 15_000;
/** A stopping LiveKit waits for people for ever; nobody waits here. */
const graceMs = 1000;

/** One real livekit-server on loopback with ports, key and folder of its own. It can be killed and started again on the same ports. */
export class LiveKitServer {
  readonly apiKey = 'live-test';
  readonly apiSecret = randomBytes(24).toString('hex');
  private child: ChildProcess | undefined;

  private constructor(
    private readonly folder: string,
    private readonly ports: Ports,
    webhookUrl: string | undefined,
  ) {
    writeFileSync(join(folder, 'livekit.yaml'), settings(this.apiKey, this.apiSecret, ports, webhookUrl), { mode: 0o600 });
  }

  /** Starts one and waits until it answers. webhookUrl: where it posts its events; none when absent. Throws with its last lines. */
  static async start({ webhookUrl }: { webhookUrl?: string } = {}): Promise<LiveKitServer> {
    const server = new LiveKitServer(mkdtempSync(join(tmpdir(), 'stepwell-livekit-')), await freePorts(), webhookUrl);
    await server.startAgain();
    return server;
  }

  get url(): string {
    return `http://127.0.0.1:${this.ports.http}`;
  }

  /** Where it takes media by UDP. */
  get mediaPort(): number {
    return this.ports.udp;
  }

  /** Of its process; 0 while there is none. */
  get pid(): number {
    return this.child?.pid ?? 0;
  }

  /** Everything it wrote, over all of its starts. */
  get log(): string {
    return readFileSync(join(this.folder, 'livekit.log'), 'utf8');
  }

  /** After `kill`: the same ports and keys, no rooms. */
  async startAgain(): Promise<void> {
    const program = process.env.LIVEKIT_SERVER_BIN;
    if (!program) throw new Error('LIVEKIT_SERVER_BIN: the live tests need a livekit-server; `npm run test:live` finds one');
    const log = openSync(join(this.folder, 'livekit.log'), 'a');
    this.child = spawn(program, ['--config', join(this.folder, 'livekit.yaml')], { stdio: ['ignore', log, log] });
    closeSync(log);
    process.once('exit', this.killNow);
    await this.untilReady();
  }

  /** Ends it as a crash would: nobody is told, nothing is sent any more. */
  async kill(): Promise<void> {
    await this.end('SIGKILL');
  }

  /** Ends it and leaves nothing behind. */
  async stop(): Promise<void> {
    const killed = setTimeout(() => this.killNow(), graceMs);
    await this.end('SIGTERM');
    clearTimeout(killed);
    rmSync(this.folder, { recursive: true, force: true });
  }

  private readonly killNow = (): void => void this.child?.kill('SIGKILL');

  private async end(signal: NodeJS.Signals): Promise<void> {
    const { child } = this;
    if (!child) return;
    const closed = child.exitCode === null && child.signalCode === null ? once(child, 'exit') : undefined;
    child.kill(signal);
    await closed;
    process.off('exit', this.killNow);
    this.child = undefined;
  }

  private async untilReady(): Promise<void> {
    const latest = performance.now() + readyMs;
    while (performance.now() < latest && this.child?.exitCode === null) {
      const status = await fetch(this.url).then((response) => response.status, () => 0);
      if (status === 200) return;
      await pause(50);
    }
    await this.kill();
    throw new Error(`livekit-server did not become ready:\n${this.log.split('\n').slice(-15).join('\n')}`);
  }
}

function settings(key: string, secret: string, ports: Ports, webhookUrl: string | undefined): string {
  const webhook = webhookUrl === undefined ? '' : `webhook: { api_key: "${key}", urls: ["${webhookUrl}"] }\n`;
  return `port: ${ports.http}
bind_addresses: ["127.0.0.1"]
rtc: { node_ip: 127.0.0.1, use_external_ip: false, enable_loopback_candidate: true, ips: { includes: ["127.0.0.1/32"] }, udp_port: ${ports.udp}, tcp_port: ${ports.tcp}, stun_servers: [] }
keys: { "${key}": "${secret}" }
room:
  auto_create: false
  empty_timeout: 600
  departure_timeout: 900
  max_participants: 30
  enable_remote_unmute: false
  enabled_codecs: [{ mime: audio/opus }, { mime: audio/red }, { mime: video/vp8 }, { mime: video/h264 }]
${webhook}api: { enable_psrpc_for_get_list_participants: true }
logging: { json: true, level: info }
`;
}
