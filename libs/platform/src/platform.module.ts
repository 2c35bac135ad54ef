import { Clock, SystemClock } from '#kernel';
import { Module, type DynamicModule } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import type { Logger } from 'pino';
import { DataSource } from 'typeorm';
import { Config } from './config/config.js';
import { RequireContracts } from './contracts/require-contracts.js';
import { Database } from './database/database.js';
import { openDatabase, type EntityClass } from './database/open-database.js';
import { requireSchema } from './database/schema-version.js';
import { HealthChecks } from './health/health.js';
import { Cookies } from './http/cookies.js';
import { RequestLimits } from './http/request-limits.js';
import { Keyring } from './keys/keyring.js';
import { createLog } from './logging/logger.js';
import { Namespaces } from './sockets/namespaces.js';

export interface PlatformParts {
  readonly config: Config;
  readonly entities: readonly EntityClass[];
  /** The list of migrations that the build wrote. */
  readonly migrationList: URL;
  /** The machine's, unless a test brings one of its own. */
  readonly clock?: Clock;
}

/** What every app stands on: settings, time, the one pool, cookies, and the refusal to boot with a route that has no contract. */
@Module({})
export class PlatformModule {
  static forApp({ config, entities, migrationList, clock = new SystemClock() }: PlatformParts): DynamicModule {
    const log = createLog(config.values.LOG_LEVEL);
    const source = { provide: DataSource, useFactory: () => openFitting(config, { entities, migrationList, log }) };
    const onEffectError = (error: unknown) => log.error({ effect: error instanceof Error ? error.name : 'unknown' }, 'an effect after a commit failed');
    return {
      module: PlatformModule,
      global: true,
      imports: [DiscoveryModule],
      providers: [
        { provide: Config, useValue: config },
        { provide: Clock, useValue: clock },
        { provide: Keyring, useValue: new Keyring(config.values.STEPWELL_SECRET) },
        source,
        { provide: Database, useFactory: (opened: DataSource) => new Database(opened, clock, onEffectError), inject: [DataSource] },
        { provide: HealthChecks, useFactory: databaseFirst, inject: [DataSource] },
        Cookies,
        Namespaces,
        RequestLimits,
        RequireContracts,
      ],
      exports: [Config, Clock, Cookies, Database, HealthChecks, Keyring, Namespaces, RequestLimits],
    };
  }
}

/** The pool, on a database that fits this build; one that does not fit is let go of. */
async function openFitting(config: Config, { entities, migrationList, log }: Pick<PlatformParts, 'entities' | 'migrationList'> & { log: Logger }): Promise<DataSource> {
  const source = await openDatabase(config, entities);
  try {
    const newerBy = await requireSchema(source, migrationList);
    if (newerBy.length > 0) log.warn({ migrations: newerBy }, 'the database is newer than this build; what came to it only adds, so this build serves on');
    return source;
  } catch (error) {
    await source.destroy();
    throw error;
  }
}

/** Every process needs its database; the modules add what else they need. */
function databaseFirst(source: DataSource): HealthChecks {
  const checks = new HealthChecks();
  checks.add({ name: 'database', check: () => source.query('select 1') });
  return checks;
}
