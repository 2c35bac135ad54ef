import { AuditModule, auditRows } from '#audit';
import { IdentityModule, identityRows } from '#identity';
import { createContext, readConfig } from '#platform';
import { SchedulingModule, schedulingRows } from '#scheduling';
import type { INestApplicationContext } from '@nestjs/common';

/** People, links and sessions without a server, for the scripts beside it. LiveKit's settings are not needed and may be absent. */
export async function openScriptContext(environment: NodeJS.ProcessEnv): Promise<INestApplicationContext> {
  const unused = { LIVEKIT_URL: 'ws://127.0.0.1:1', LIVEKIT_API_KEY: 'unused', LIVEKIT_API_SECRET: 'unused'.repeat(8) };
  return createContext({
    config: readConfig({ ...unused, LOG_LEVEL: 'error', ...environment }),
    modules: [AuditModule, IdentityModule, SchedulingModule],
    entities: [...auditRows, ...identityRows, ...schedulingRows],
    migrationList: new URL('../../../migrations.json', import.meta.url),
  });
}
