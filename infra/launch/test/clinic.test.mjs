import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { checkout } from '../home/checkout.mjs';
import { withDatabase } from '../postgres/database.mjs';
import { freePorts } from '../processes/ports.mjs';
import { childrenOf, launch, testFolder } from './launch-harness.mjs';

test('npm start brings the real clinic up; npm run migrate beside it finds nothing to do', async (t) => {
  const home = testFolder(t);
  // Not the usual port: another launcher of these tests may have found it free in the same moment.
  const [port] = await freePorts(['tcp']);
  const start = launch(t, [join(checkout, 'infra', 'launch', 'start.mjs')], { STEPWELL_HOME: home, PORT: String(port) });
  await start.said('Stepwell is ready at http://127.0.0.1:');
  const { url, env } = JSON.parse(readFileSync(join(home, 'running.json'), 'utf8'));
  assert.equal((await fetch(`${url}/health/ready`)).status, 200);
  const { rows } = await withDatabase(env.DATABASE_APP_URL, (client) => client.query('select name, sha256, kind from migrations.checksum order by name'));
  assert.deepEqual(rows, JSON.parse(readFileSync(join(checkout, 'dist', 'migrations.json'), 'utf8')));
  // The server gets the app login only: what it does not have, no mistake of it can use.
  if (process.platform === 'linux') assert.doesNotMatch(readFileSync(`/proc/${childrenOf(home).server}/environ`, 'utf8'), /(^|\0)DATABASE_URL=/);
  const migrate = launch(t, [join(checkout, 'infra', 'launch', 'migrate.mjs')], { STEPWELL_HOME: home });
  assert.equal(await migrate.ended(), 0);
  assert.match(migrate.output(), /The database is up to date\./);
});

test('on a later day the same installation has a group that is live, and links that open it', async (t) => {
  const home = testFolder(t);
  const [port] = await freePorts(['tcp']);
  const start = () => launch(t, [join(checkout, 'infra', 'launch', 'start.mjs')], { STEPWELL_HOME: home, PORT: String(port) });
  const first = start();
  await first.said('PIN');
  const { env } = JSON.parse(readFileSync(join(home, 'running.json'), 'utf8'));
  // A day passes: all that was planned and done lies a day back.
  const moments = { session: ['planned_from', 'planned_to', 'lobby_opens_at'], segment: ['planned_from', 'planned_to'] };
  await withDatabase(env.DATABASE_URL, async (client) => {
    for (const [table, columns] of Object.entries(moments)) await client.query(`update ${table} set ${columns.map((column) => `${column} = ${column} - interval '1 day'`).join(', ')}`);
  });
  first.kill('SIGTERM');
  assert.equal(await first.ended(), 0);
  const second = start();
  await second.said('PIN');
  const { url, env: now } = JSON.parse(readFileSync(join(home, 'running.json'), 'utf8'));
  const { rows } = await withDatabase(now.DATABASE_URL, (client) => client.query("select live.state, session.planned_to - now() > interval '2 hours 59 minutes' as long from session join live_session live on live.session_id = session.id order by planned_from"));
  assert.deepEqual(rows, [{ state: 'ended', long: false }, { state: rows[1]?.state, long: true }, { state: 'planned', long: true }]);
  assert.notEqual(rows[1].state, 'ended');
  const links = [...second.output().matchAll(/http\S+\/j#(\S+)/g)].map(([, token]) => token);
  assert.equal(links.length, 2);
  for (const token of links) {
    const answer = await fetch(`${url}/api/v1/links/redeem`, { method: 'POST', headers: { 'content-type': 'application/json', origin: url }, body: JSON.stringify({ token }) });
    assert.deepEqual([answer.status, (await answer.json()).kind], [200, 'open']);
  }
});
