import type { DynamicModule, INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { createLog, PinoLogger } from '../logging/logger.js';
import { PlatformModule } from '../platform.module.js';
import type { AppParts } from './create-app.js';

class ContextModule {}

/** The same modules without a server, for scripts (seed, first administrator). The caller closes it. */
export async function createContext(parts: Omit<AppParts, 'routes'>): Promise<INestApplicationContext> {
  const root: DynamicModule = { module: ContextModule, imports: [PlatformModule.forApp(parts), ...parts.modules] };
  return NestFactory.createApplicationContext(root, { logger: new PinoLogger(createLog(parts.config.values.LOG_LEVEL)), abortOnError: false });
}
