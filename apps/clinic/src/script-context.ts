import { AuditModule, auditRows } from '#audit';
import { groupRoomRows } from '#group-room';
import { IdentityModule, identityRows } from '#identity';
import { createContext, readConfig } from '#platform';
import { SchedulingModule, schedulingRows } from '#scheduling';
import type { INestApplicationContext } from '@nestjs/common';

/** People, links, sessions and the texts of agreements without a server, for the scripts beside it. Nothing of LiveKit is needed. */
export async function openScriptContext(environment: NodeJS.ProcessEnv): Promise<INestApplicationContext> {
  return createContext({
    config: readConfig({ LOG_LEVEL: 'error', ...environment }),
    modules: [AuditModule, IdentityModule, SchedulingModule],
    entities: [...auditRows, ...identityRows, ...schedulingRows, ...groupRoomRows],
    migrationList: new URL('../../../migrations.json', import.meta.url),
  });
}
