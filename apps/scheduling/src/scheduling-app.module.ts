import type { AppParts, Config } from '#platform';

/** What the scheduling service is made of: its modules and its tables. */
export function schedulingParts(_config: Config): Pick<AppParts, 'modules' | 'entities'> {
  return { modules: [], entities: [] };
}
