import { launched } from './start/launched.mjs';
import { say } from './words/progress.mjs';
import { openMigratedDatabase } from './start/with-database.mjs';

await launched(async (launch) => {
  const { applied } = await openMigratedDatabase(launch);
  say(applied.length === 0 ? 'The database is up to date.' : `Applied: ${applied.join(', ')}.`);
});
