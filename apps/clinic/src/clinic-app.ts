import { createApp, registerWebClient, type Config } from '#platform';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { roomsParts } from '../../rooms/src/rooms.module.js';
import { schedulingParts } from '../../scheduling/src/scheduling-app.module.js';

/** Where the build puts what the server needs beside its code: the list of migrations and the web client. */
const built = new URL('../../../', import.meta.url);

/** Both services in one process on one port, with the web client beside them. */
export async function createClinicApp(config: Config): Promise<NestFastifyApplication> {
  const rooms = roomsParts();
  const scheduling = schedulingParts();
  return createApp({
    config,
    modules: [...rooms.modules, ...scheduling.modules],
    entities: [...new Set([...rooms.entities, ...scheduling.entities])],
    migrationList: new URL('migrations.json', built),
    routes: async (fastify, app) => {
      await rooms.routes?.(fastify, app);
      await registerWebClient(fastify, new URL('apps/web/', built));
    },
  });
}
