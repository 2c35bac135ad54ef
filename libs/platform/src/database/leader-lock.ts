import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import pg from 'pg';

/**
 * Leadership over all processes that share a database: an advisory lock of PostgreSQL on a connection of its own, held until that
 * connection ends. When the process dies, the database gives the lock to whoever asks next.
 */
@Injectable()
export class LeaderLock implements OnApplicationShutdown {
  private client: pg.Client | undefined;
  private leads = false;
  private isOver = false;

  /** `url`: the app login. `duty`: what there is one leader for, e.g. `room keeper`. */
  constructor(
    private readonly url: string,
    private readonly duty: string,
  ) {}

  /**
   * Whether this process leads now; takes the lead when nobody has it. Asks the database each time, so that a connection which died
   * quietly is noticed. Throws when the database does not answer; then this process leads no more.
   */
  async hold(): Promise<boolean> {
    if (this.isOver) return false;
    try {
      const client = (this.client ??= await this.connect());
      if (this.leads) await client.query('select 1');
      else this.leads = await tryLock(client, this.duty);
      return this.leads;
    } catch (error) {
      await this.letGo();
      throw error;
    }
  }

  /** Gives the lead up. Never throws. */
  async letGo(): Promise<void> {
    const { client } = this;
    this.client = undefined;
    this.leads = false;
    await client?.end().catch(() => undefined);
  }

  async onApplicationShutdown(): Promise<void> {
    this.isOver = true;
    await this.letGo();
  }

  private async connect(): Promise<pg.Client> {
    const client = new pg.Client({ connectionString: this.url, application_name: `stepwell ${this.duty}`, connectionTimeoutMillis: 5000, query_timeout: 5000, keepAlive: true });
    // Without a listener a lost connection would end the process.
    client.on('error', () => {
      if (this.client === client) void this.letGo();
    });
    await client.connect();
    return client;
  }
}

async function tryLock(client: pg.Client, duty: string): Promise<boolean> {
  const { rows } = await client.query<{ leads: boolean }>('select pg_try_advisory_lock(hashtextextended($1, 0)) as leads', [duty]);
  return rows[0]?.leads === true;
}
