import { Module, type DynamicModule, type Type } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { HealthChecks, type HealthCheck } from './health.js';

/** A part's own check, found by its class. */
export abstract class PartHealth implements HealthCheck {
  abstract readonly name: HealthCheck['name'];
  abstract check(): Promise<unknown>;
}

@Module({})
class HealthModule {}

/** The checks of one app: the database always, and the parts that the app has, each provided by its own module. */
export function createHealthModule(parts: readonly Type<PartHealth>[] = []): DynamicModule {
  return {
    module: HealthModule,
    global: true,
    providers: [
      {
        provide: HealthChecks,
        useFactory: (source: DataSource, ...others: PartHealth[]) => new HealthChecks([{ name: 'database', check: () => source.query('select 1') }, ...others]),
        inject: [DataSource, ...parts],
      },
    ],
    exports: [HealthChecks],
  };
}
