import { createApp, readConfig, serve } from '#platform';
import { schedulingParts } from './scheduling-app.module.js';

await serve(() => {
  const config = readConfig(process.env);
  return createApp({ config, ...schedulingParts(), migrationList: new URL('../../../migrations.json', import.meta.url) });
});
