import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { checkout } from '../checkout.mjs';
import { withDatabase } from '../database.mjs';
import { childrenOf, launch, testFolder } from './launch-harness.mjs';

test('npm start brings the real clinic up; npm run migrate beside it finds nothing to do', async (t) => {
  const home = testFolder(t);
  const start = launch(t, [join(checkout, 'infra', 'launch', 'start.mjs')], { STEPWELL_HOME: home });
  await start.said('Stepwell is ready at http://127.0.0.1:');
  const { url, env } = JSON.parse(readFileSync(join(home, 'running.json'), 'utf8'));
  assert.equal((await fetch(`${url}/health/ready`)).status, 200);
  const { rows } = await withDatabase(env.DATABASE_APP_URL, (client) => client.query('select name, sha256 from migrations.checksum order by name'));
  assert.deepEqual(rows, JSON.parse(readFileSync(join(checkout, 'dist', 'migrations.json'), 'utf8')));
  // The server gets the app login only: what it does not have, no mistake of it can use.
  if (process.platform === 'linux') assert.doesNotMatch(readFileSync(`/proc/${childrenOf(home).server}/environ`, 'utf8'), /(^|\0)DATABASE_URL=/);
  const migrate = launch(t, [join(checkout, 'infra', 'launch', 'migrate.mjs')], { STEPWELL_HOME: home });
  assert.equal(await migrate.ended(), 0);
  assert.match(migrate.output(), /The database is up to date\./);
});
