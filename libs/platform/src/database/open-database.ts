import { DataSource, type EntityTarget, type ObjectLiteral } from 'typeorm';
import type { Config } from '../config/config.js';

export type EntityClass = EntityTarget<ObjectLiteral> & (new () => ObjectLiteral);

/**
 * One pool with the app login. Throws with a message that says what to do when the database is out of reach, or when the login could
 * get around row-level security.
 */
export async function openDatabase(config: Config, entities: readonly EntityClass[]): Promise<DataSource> {
  const source = new DataSource({
    type: 'postgres',
    url: config.values.DATABASE_APP_URL,
    entities: [...entities],
    synchronize: false,
    logging: false,
    poolSize: config.values.DATABASE_POOL,
    applicationName: 'stepwell',
    connectTimeoutMS: 5000,
    extra: { pipeline: true, statement_timeout: 10_000, idle_in_transaction_session_timeout: 15_000, keepAlive: true },
  });
  try {
    await source.initialize();
  } catch (error) {
    throw new Error(`DATABASE_APP_URL: the database does not answer (${reason(error)})`, { cause: error });
  }
  await refuseStrongLogin(source);
  return source;
}

/** A login that owns a table or bypasses row-level security would make every policy a decoration. */
async function refuseStrongLogin(source: DataSource): Promise<void> {
  const [login] = await source.query<{ strong: boolean; owns: number }[]>(
    `select (r.rolsuper or r.rolbypassrls) as strong,
            (select count(*)::int from pg_class c where c.relowner = r.oid and c.relkind in ('r', 'p')) as owns
       from pg_roles r where r.rolname = current_user`,
  );
  if (!login || login.strong || login.owns > 0) {
    await source.destroy();
    throw new Error('DATABASE_APP_URL: this login owns tables or can bypass row-level security; give the app login, not the owner');
  }
}

function reason(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown reason';
  const code = (error as { code?: unknown }).code;
  return typeof code === 'string' ? code : 'no connection';
}
