import { registerWebClient, type AppParts } from '#platform';
import { roomsParts } from '../../rooms/src/rooms.module.js';
import { schedulingParts } from '../../scheduling/src/scheduling-app.module.js';

/** Both services in one process on one port, and the web client beside them when its built files are given. */
export function clinicParts(webClient?: URL): Pick<AppParts, 'settings' | 'modules' | 'entities' | 'routes'> {
  const parts = [roomsParts(), schedulingParts()];
  return {
    settings: parts.flatMap(({ settings }) => settings ?? []),
    modules: parts.flatMap(({ modules }) => modules),
    entities: [...new Set(parts.flatMap(({ entities }) => entities))],
    routes: async (fastify, app) => {
      for (const { routes } of parts) await routes?.(fastify, app);
      if (webClient) await registerWebClient(fastify, webClient);
    },
  };
}
