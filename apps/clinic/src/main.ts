import { createApp, readConfig, serve } from '#platform';
import { clinicParts } from './clinic-app.js';

await serve(() => {
  // The build puts what the server needs beside its code: the list of migrations and the web client.
  const built = new URL('../../../', import.meta.url);
  const parts = clinicParts(new URL('apps/web/', built));
  return createApp({ config: readConfig(process.env, parts.settings), ...parts, migrationList: new URL('migrations.json', built) });
});
