import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { checkout } from '../../../infra/launch/home/checkout.mjs';
import { serverPlan } from '../../../infra/launch/start/installation.mjs';
import { freePorts } from '../../../infra/launch/processes/ports.mjs';
import { serverEnvironment } from '../../../infra/launch/start/server-environment.mjs';
import { makeDatabase } from './bench-database.mjs';
import { Child } from './children.mjs';
import { startLiveKit } from './livekit.mjs';

const seeder = 'dist/apps/clinic/src/demo/main.js';

/**
 * The demo clinic on a database and a LiveKit of this run's own. Its server is started as often as a figure likes, in the very way `npm start` does.
 */
export class Clinic {
  /** @param {{ folder: string, clusterUrl: string, livekitProgram: string }} options */
  static async open({ folder, clusterUrl, livekitProgram }) {
    const clinic = new Clinic();
    clinic.folder = folder;
    clinic.secret = randomBytes(24).toString('hex');
    [clinic.port] = await freePorts(['tcp']);
    clinic.database = await makeDatabase(clusterUrl);
    try {
      clinic.livekit = await startLiveKit({ folder, program: livekitProgram, serverPort: clinic.port });
      clinic.demo = await clinic.#seed();
    } catch (error) {
      await clinic.close();
      throw error;
    }
    return clinic;
  }

  get origin() {
    return `http://127.0.0.1:${this.port}`;
  }

  /** Spawns the server; not ready yet. @param {{ appUrl?: string, node?: string[] }} [options] appUrl: the database by another way; node: further flags of Node */
  spawn({ appUrl = this.database.appUrl, node = [] } = {}) {
    const { command, args, env, cwd } = serverPlan(checkout, this.environment(appUrl));
    return new Child({ name: 'the clinic', command, args: [...node, ...args], env, cwd, logFile: join(this.folder, 'server.log') });
  }

  /** @param {Parameters<Clinic['spawn']>[0]} [options] */
  async start(options) {
    const server = this.spawn(options);
    await server.untilReady(`${this.origin}/health/ready`);
    return server;
  }

  environment(appUrl) {
    // Only what a server needs: what else stands in this environment must not decide a figure.
    const given = { PATH: process.env.PATH, HOME: process.env.HOME, TMPDIR: process.env.TMPDIR, TZ: process.env.TZ };
    const { url, key, secret } = this.livekit;
    const found = { home: this.folder, host: '127.0.0.1', port: this.port, metricsPort: 0, appUrl, livekit: { url, key, secret }, secret: this.secret };
    return { ...serverEnvironment(Object.fromEntries(Object.entries(given).filter(([, value]) => value)), found), LOG_LEVEL: 'warn', TRUST_PROXY: '127.0.0.1' };
  }

  async close() {
    await this.livekit?.child.end();
    await this.database?.drop();
  }

  async #seed() {
    const env = { ...this.environment(this.database.appUrl), DATABASE_URL: this.database.ownerUrl };
    const { stdout } = await promisify(execFile)(process.execPath, [seeder, '--json'], { cwd: checkout, env });
    return JSON.parse(stdout.trim().split('\n').at(-1) ?? '');
  }
}
