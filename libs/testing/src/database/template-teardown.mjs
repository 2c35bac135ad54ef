/** Drops every database and the role of this run. */
import pg from 'pg';

export default async function teardown() {
  const { TEST_DATABASE_URL: owner, TEST_RUN: run } = process.env;
  if (!owner || !run) return;
  const client = new pg.Client({ connectionString: owner });
  await client.connect();
  try {
    const { rows } = await client.query('select datname from pg_database where datname like $1', [`${run}%`]);
    for (const { datname } of rows) await client.query(`drop database if exists "${datname}" with (force)`);
    await client.query(`drop role if exists "${run}_app"`);
  } finally {
    await client.end();
  }
}
