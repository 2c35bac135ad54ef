import { createHealthModule, type AppParts, type Config } from '#platform';

/** What the signalling and room service is made of: its modules, its tables and its raw routes. */
export function roomsParts(_config: Config): Pick<AppParts, 'modules' | 'entities' | 'routes'> {
  return { modules: [createHealthModule()], entities: [] };
}
