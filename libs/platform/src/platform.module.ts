import { Clock, SystemClock } from '#kernel';
import { Module, type DynamicModule, type OnApplicationShutdown } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { DataSource } from 'typeorm';
import { Config } from './config/config.js';
import { RequireContracts } from './contracts/require-contracts.js';
import { openDatabase, type EntityClass } from './database/open-database.js';
import { requireSchema } from './database/schema-version.js';
import { useDataSource } from './database/unit-of-work.js';
import { Cookies } from './http/cookies.js';
import { createLog } from './logging/logger.js';

/** Closes the pool after everything that uses it has stopped. */
class ClosePool implements OnApplicationShutdown {
  constructor(private readonly source: DataSource) {}

  async onApplicationShutdown(): Promise<void> {
    if (this.source.isInitialized) await this.source.destroy();
  }
}

/** What every app stands on: settings, time, the one pool, cookies, and the refusal to boot with a route that has no contract. */
@Module({})
export class PlatformModule {
  static forApp(config: Config, entities: readonly EntityClass[], migrationList: URL): DynamicModule {
    const log = createLog(config.values.LOG_LEVEL);
    const database = {
      provide: DataSource,
      useFactory: async (): Promise<DataSource> => {
        const source = await openDatabase(config, entities);
        await requireSchema(source, migrationList);
        useDataSource(source, (error) => log.error({ effect: error instanceof Error ? error.name : 'unknown' }, 'an effect after a commit failed'));
        return source;
      },
    };
    return {
      module: PlatformModule,
      global: true,
      imports: [DiscoveryModule],
      providers: [
        { provide: Config, useValue: config },
        { provide: Clock, useClass: SystemClock },
        database,
        { provide: ClosePool, useFactory: (source: DataSource) => new ClosePool(source), inject: [DataSource] },
        Cookies,
        RequireContracts,
      ],
      exports: [Config, Clock, Cookies, DataSource],
    };
  }
}
