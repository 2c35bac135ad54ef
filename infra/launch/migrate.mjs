import { launched } from './launched.mjs';
import { say } from './progress.mjs';
import { openMigratedDatabase } from './with-database.mjs';

await launched(async (launch) => {
  const { applied } = await openMigratedDatabase(launch);
  say(applied.length === 0 ? 'The database is up to date.' : `Applied: ${applied.join(', ')}.`);
});
