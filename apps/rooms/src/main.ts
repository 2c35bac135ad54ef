import { createApp, readConfig, serve } from '#platform';
import { roomsParts } from './rooms.module.js';

await serve(() => {
  const parts = roomsParts();
  return createApp({ config: readConfig(process.env, parts.settings), ...parts, migrationList: new URL('../../../migrations.json', import.meta.url) });
});
