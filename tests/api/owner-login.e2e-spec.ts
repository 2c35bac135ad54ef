import type { TestDatabase } from '#testing';
import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { ensureClinic } from '../../apps/clinic/src/new-clinic.js';
import { Browser } from './support/browser.js';
import { startTestClinic, type TestClinic } from './support/clinic.js';
import { loadLauncher } from './support/launcher.js';
import { password, People } from './support/people.js';
import { Visits } from './support/visits.js';

/** A hospital's database team gives a login that owns one database and may make logins, and nothing else. */
describe('a clinic on a database whose owner is no superuser', () => {
  let database: Awaited<ReturnType<typeof modestDatabase>>;
  let clinic: TestClinic;
  let people: People;
  let clinicId: string;
  let again: { clinicId: string; isNew: boolean };

  beforeAll(async () => {
    database = await modestDatabase();
    clinic = await startTestClinic({}, { database });
    people = new People(clinic);
    const card = { name: 'Modest test clinic', zone: 'America/Los_Angeles', phone: '(916) 555-0100' };
    clinicId = (await ensureClinic(database.ownerUrl, card)).clinicId;
    again = await ensureClinic(database.ownerUrl, card);
  });
  afterAll(async () => {
    await clinic?.stop();
    await database?.drop();
  });

  it('has an owner who is bound by row-level security like everybody', async () => {
    const [owner] = await clinic.database.owner('select rolsuper, rolbypassrls, (select count(*)::int from pg_class where relowner = r.oid and relforcerowsecurity) > 20 as bound from pg_roles r where rolname = current_user');
    expect(owner).toEqual({ rolsuper: false, rolbypassrls: false, bound: true });
  });

  it('is made once', () => {
    expect(again).toEqual({ clinicId, isNew: false });
  });

  it('lets its staff sign in', async () => {
    await people.staff(clinicId, 'field@example.org', ['clinician']);
    const own = new Browser(clinic.origin);
    expect(await own.post('/api/v1/sign-in', { email: 'field@example.org', password })).toMatchObject({ status: 200, body: { kind: 'signed_in' } });
    expect(await own.get('/api/v1/me')).toMatchObject({ status: 200, body: { email: 'field@example.org', clinic: { clinicId } } });
  });

  it('lets its patients in by link and PIN', async () => {
    const visits = new Visits(clinic, people, clinicId);
    const { token, sessionId, seatId } = await visits.invited();
    const pin = await people.pin(clinicId, sessionId, seatId);
    const own = visits.browser();
    expect(await visits.redeem(own, token)).toMatchObject({ status: 200, body: { kind: 'open', seatId } });
    expect(await visits.enterPin(own, seatId, pin)).toEqual({ kind: 'right' });
    expect(await visits.visitor(own, seatId, 'seat')).toMatchObject({ seatId, trusted: true });
  });
});

/** Its database with all migrations, made in the way of an installation. Gives the owner's address besides. */
async function modestDatabase(): Promise<TestDatabase & { ownerUrl: string }> {
  const { ensureAppLogin, migrateDatabase } = await loadLauncher();
  const name = `modest_${randomBytes(4).toString('hex')}`;
  const secret = randomBytes(16).toString('hex');
  await asSuperuser(`create role ${name}_owner login createrole password '${secret}'`, `create database ${name} owner ${name}_owner`);
  const address = new URL(process.env.TEST_DATABASE_URL!);
  Object.assign(address, { pathname: `/${name}`, username: `${name}_owner`, password: secret });
  const ownerUrl = address.href;
  const appUrl = await ensureAppLogin(ownerUrl, secret);
  await migrateDatabase(ownerUrl, { appRole: `${name}_app` });
  const pool = new pg.Pool({ connectionString: ownerUrl, max: 2 });
  return {
    ownerUrl,
    appUrl,
    owner: async <Row extends pg.QueryResultRow>(text: string, parameters: readonly unknown[] = []) => (await pool.query<Row>(text, [...parameters])).rows,
    drop: async () => {
      await pool.end();
      await asSuperuser(`drop database ${name} with (force)`, `drop role ${name}_app`, `drop role ${name}_owner`);
    },
  };
}

async function asSuperuser(...statements: string[]): Promise<void> {
  const client = new pg.Client({ connectionString: process.env.TEST_DATABASE_URL });
  await client.connect();
  try {
    for (const statement of statements) await client.query(statement);
  } finally {
    await client.end();
  }
}
