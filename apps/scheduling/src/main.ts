import { createApp, readConfig, serve } from '#platform';
import { schedulingParts } from './scheduling-app.module.js';

await serve(() => {
  const parts = schedulingParts();
  return createApp({ config: readConfig(process.env, parts.settings), ...parts, migrationList: new URL('../../../migrations.json', import.meta.url) });
});
