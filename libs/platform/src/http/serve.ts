import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Config } from '../config/config.js';

/**
 * Builds an app and listens. A boot that fails says in one sentence why, on standard error, and ends with status 1; values of settings
 * are never printed.
 */
export async function serve(build: () => Promise<NestFastifyApplication>): Promise<void> {
  try {
    const app = await build();
    const { PORT, HOST, METRICS_PORT, METRICS_HOST } = app.get(Config).values;
    if (METRICS_PORT) await (await import('../health/metrics.js')).serveMetrics(METRICS_PORT, METRICS_HOST);
    await app.listen(PORT, HOST);
  } catch (error) {
    console.error(`Stepwell cannot start. ${sentence(error)}`);
    process.exit(1);
  }
}

function sentence(error: unknown): string {
  if (!(error instanceof Error)) return 'No reason was given.';
  if ((error as { code?: unknown }).code === 'EADDRINUSE') return 'PORT: another program listens there already.';
  return process.env.LOG_LEVEL === 'debug' ? (error.stack ?? error.message) : error.message;
}
