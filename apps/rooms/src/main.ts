import { createApp, readConfig, serve } from '#platform';
import { roomsParts } from './rooms.module.js';

await serve(() => {
  const config = readConfig(process.env);
  return createApp({ config, ...roomsParts(), migrationList: new URL('../../../migrations.json', import.meta.url) });
});
