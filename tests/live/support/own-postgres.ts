import type { TestDatabase } from '#testing';
import { spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { loadLauncher, root, type PostgresPlan } from '../../api/support/launcher.js';
import { freePorts } from './free-ports.js';
import { until } from './until.js';

/**
 * The embedded PostgreSQL with all migrations, of one test file alone: it can be stopped as a crash stops it, and started again on the same
 * port. It writes to the disk before it answers, as a clinic's does.
 */
export class OwnPostgres implements TestDatabase {
  private child: ChildProcess | undefined;

  private constructor(
    private readonly home: string,
    private readonly plan: PostgresPlan,
    readonly appUrl: string,
    private readonly pool: pg.Pool,
  ) {}

  static async start(): Promise<OwnPostgres> {
    const { postgresPlan, ensureDatabase, ensureAppLogin, migrateDatabase, openToAll } = await loadLauncher();
    const home = reachableFolder(openToAll);
    const { http: port } = await freePorts();
    const password = randomBytes(16).toString('hex');
    const plan = await postgresPlan({ root, home, port, password }, () => undefined);
    const cluster = `postgresql://postgres:${password}@127.0.0.1:${port}/postgres`;
    const child = await running(plan, cluster);
    await ensureDatabase(cluster, 'faults');
    const ownerUrl = cluster.replace(/postgres$/, 'faults');
    const appUrl = await ensureAppLogin(ownerUrl, randomBytes(16).toString('hex'));
    await migrateDatabase(ownerUrl, { appRole: new URL(appUrl).username });
    const pool = new pg.Pool({ connectionString: ownerUrl, max: 2 });
    // A crash ends idle connections; that is what it is for.
    pool.on('error', () => undefined);
    const postgres = new OwnPostgres(home, plan, appUrl, pool);
    postgres.child = child;
    return postgres;
  }

  async owner<Row extends pg.QueryResultRow>(text: string, parameters: readonly unknown[] = []): Promise<Row[]> {
    return (await this.pool.query<Row>(text, [...parameters])).rows;
  }

  /** Ends it at once, with every connection, as `pg_ctl stop -m immediate` does. What was committed is there after the next start. */
  async crash(): Promise<void> {
    const { child } = this;
    this.child = undefined;
    if (child) await ended(child);
  }

  async startAgain(): Promise<void> {
    this.child = await running(this.plan, this.pool.options.connectionString!);
  }

  async drop(): Promise<void> {
    await this.pool.end();
    await this.crash();
    rmSync(this.home, { recursive: true, force: true });
  }
}

/** PostgreSQL refuses root, so its folder may have to be another user's. */
function reachableFolder(openToAll: (folder: string) => boolean): string {
  const base = [tmpdir(), '/var/tmp', '/tmp'].find((folder) => statSync(folder, { throwIfNoEntry: false }) && openToAll(folder)) ?? tmpdir();
  const home = mkdtempSync(join(base, 'stepwell-postgres-'));
  chmodSync(home, 0o711);
  return home;
}

async function running({ command, args, cwd, env, uid, gid }: PostgresPlan, address: string): Promise<ChildProcess> {
  const child = spawn(command, [...args], { cwd, env, stdio: 'ignore', ...(uid === undefined ? {} : { uid, gid: gid ?? uid }) });
  const killNow = (): void => void child.kill('SIGQUIT');
  process.once('exit', killNow);
  child.once('exit', () => process.off('exit', killNow));
  await until(() => answers(address), Boolean, 60);
  return child;
}

async function answers(address: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: address });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, 'exit');
  child.kill('SIGQUIT');
  await exited;
}
