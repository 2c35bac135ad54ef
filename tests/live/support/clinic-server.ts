import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, existsSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const readyMs = 30_000;
const program = fileURLToPath(new URL('../../../dist/apps/clinic/src/main.js', import.meta.url));

/** The built clinic as a process of its own, as the launcher runs it: it can be killed and started again on the same port. */
export class ClinicServer {
  private child: ChildProcess | undefined;
  private readonly folder = mkdtempSync(join(tmpdir(), 'stepwell-clinic-'));

  constructor(
    /** Where it listens; people may come by another origin. */
    private readonly port: number,
    private readonly settings: Readonly<Record<string, string>>,
  ) {}

  /** Of its process; 0 while there is none. */
  get pid(): number {
    return this.child?.pid ?? 0;
  }

  /** Everything it wrote, over all of its starts. */
  get log(): string {
    return readFileSync(join(this.folder, 'server.log'), 'utf8');
  }

  /** Also after `kill`. Resolves when it says that it can work. Throws with its last lines. */
  async start(): Promise<void> {
    if (!existsSync(program)) throw new Error('dist: the live tests run the built server; `npm run build` makes it');
    const log = openSync(join(this.folder, 'server.log'), 'a');
    const env = { PATH: process.env.PATH, PORT: String(this.port), ...this.settings };
    this.child = spawn(process.execPath, ['--enable-source-maps', program], { env, stdio: ['ignore', log, log] });
    closeSync(log);
    process.once('exit', this.killNow);
    await this.untilReady();
  }

  /** Ends it as a crash would. */
  async kill(): Promise<void> {
    await this.end('SIGKILL');
  }

  /** Ends it and leaves nothing behind. */
  async stop(): Promise<void> {
    const killed = setTimeout(this.killNow, 4_000);
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
      const status = await fetch(`http://127.0.0.1:${this.port}/health/ready`).then((response) => response.status, () => 0);
      if (status === 200) return;
      await pause(50);
    }
    const last = this.log.split('\n').slice(-15).join('\n');
    await this.kill();
    throw new Error(`the clinic did not become ready:\n${last}`);
  }
}
