import { Clock, SystemClock } from '#kernel';
import { Module, type DynamicModule, type OnApplicationShutdown } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { DataSource } from 'typeorm';
import { Config } from './config/config.js';
import { RequireContracts } from './contracts/require-contracts.js';
import { openDatabase, type EntityClass } from './database/open-database.js';
import { requireSchema } from './database/schema-version.js';
import { useDataSource } from './database/unit-of-work.js';
import { HealthChecks } from './health/health.js';
import { Cookies } from './http/cookies.js';
import { RequestLimits } from './http/request-limits.js';
import { Keyring } from './keys/keyring.js';
import { createLog } from './logging/logger.js';

/** Closes the pool after everything that uses it has stopped. */
class ClosePool implements OnApplicationShutdown {
  constructor(private readonly source: DataSource) {}

  async onApplicationShutdown(): Promise<void> {
    if (this.source.isInitialized) await this.source.destroy();
  }
}

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
    const database = {
      provide: DataSource,
      useFactory: async (): Promise<DataSource> => {
        const source = await openDatabase(config, entities);
        await requireSchema(source, migrationList);
        useDataSource(source, clock, (error) => log.error({ effect: error instanceof Error ? error.name : 'unknown' }, 'an effect after a commit failed'));
        return source;
      },
    };
    return {
      module: PlatformModule,
      global: true,
      imports: [DiscoveryModule],
      providers: [
        { provide: Config, useValue: config },
        { provide: Clock, useValue: clock },
        { provide: Keyring, useValue: new Keyring(config.values.STEPWELL_SECRET) },
        database,
        { provide: HealthChecks, useFactory: (source: DataSource) => databaseFirst(source), inject: [DataSource] },
        { provide: ClosePool, useFactory: (source: DataSource) => new ClosePool(source), inject: [DataSource] },
        Cookies,
        RequestLimits,
        RequireContracts,
      ],
      exports: [Config, Clock, Cookies, DataSource, HealthChecks, Keyring, RequestLimits],
    };
  }
}

/** Every process needs its database; the modules add what else they need. */
function databaseFirst(source: DataSource): HealthChecks {
  const checks = new HealthChecks();
  checks.add({ name: 'database', check: () => source.query('select 1') });
  return checks;
}
