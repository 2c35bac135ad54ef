import { randomUUID } from 'node:crypto';
import { AuditEntryRow } from '#audit';
import { Database, manager, sql, systemPrincipal } from '#platform';
import { startTestClinic, type TestClinic } from './support/clinic.js';

/** One transaction as one principal, on the real pool: what fails inside of it must leave nothing behind, not even a connection. */
let clinic: TestClinic;
let clinicId: string;
const withPrincipal: Database['withPrincipal'] = (principal, work) => clinic.app.get(Database).withPrincipal(principal, work);
const withPrincipalOnce: Database['withPrincipalOnce'] = (principal, work) => clinic.app.get(Database).withPrincipalOnce(principal, work);

beforeAll(async () => {
  clinic = await startTestClinic({ DATABASE_POOL: '1' });
  const [made] = await clinic.database.owner<{ id: string }>("insert into clinic (name, zone, phone) values ('Transaction Test Clinic', 'America/Los_Angeles', '(916) 555-0100') returning id");
  clinicId = made!.id;
}, 60_000);

afterAll(() => clinic?.stop());

const system = () => systemPrincipal(clinicId, 'test');
const write = (action: string) => sql("insert into audit_entry (clinic_id, acts_as, action) values (app.clinic_id(), 'system', $1)", [action]);
const written = async (action: string): Promise<number> => (await clinic.database.owner('select 1 from audit_entry where action = $1', [action])).length;

it('keeps what was written, and nothing of what threw', async () => {
  const [kept, lost] = [randomUUID(), randomUUID()];
  await withPrincipal(system(), () => write(kept));
  await expect(withPrincipal(system(), () => write(lost).then(() => Promise.reject(new Error('changed my mind'))))).rejects.toThrow('changed my mind');
  expect([await written(kept), await written(lost)]).toEqual([1, 0]);
});

it('does not call it done when a failed statement was passed over in silence', async () => {
  const lost = randomUUID();
  const work = async () => {
    await write(lost);
    await sql('select 1 / 0').catch(() => undefined);
  };
  await expect(withPrincipal(system(), work)).rejects.toThrow('ROLLBACK');
  expect(await written(lost)).toBe(0);
});

it('refuses a statement that comes after its end, so that none slips into the transaction of another', async () => {
  const lost = randomUUID();
  let late: Promise<unknown> = Promise.resolve();
  let end: (nothing: unknown) => void = () => {};
  const ended = new Promise((resolve) => void (end = resolve));
  await withPrincipal(system(), async () => {
    late = ended.then(() => write(lost));
    late.catch(() => undefined);
  });
  end(undefined);
  await expect(late).rejects.toThrow('this transaction is over');
  expect(await written(lost)).toBe(0);
});

it('takes one statement there and back in one trip, as the principal', async () => {
  const action = randomUUID();
  await withPrincipalOnce(system(), () => write(action));
  expect(await written(action)).toBe(1);
  expect(await withPrincipalOnce(system(), () => sql('select id from clinic'))).toEqual([{ id: clinicId }]);
  const stranger = systemPrincipal(randomUUID(), 'test');
  expect(await withPrincipalOnce(stranger, () => sql('select id from clinic'))).toEqual([]);
});

it('refuses a second statement there, and gives the connection back clean when one fails', async () => {
  await expect(withPrincipalOnce(system(), async () => [await sql('select 1'), await sql('select 2')])).rejects.toThrow('more than one statement');
  await expect(withPrincipalOnce(system(), () => sql('select 1 / 0'))).rejects.toMatchObject({ code: '22012' });
  await expect(withPrincipalOnce(system(), () => write(''.padEnd(70_000, 'x')).then(() => sql('select 1')))).rejects.toThrow();
  expect(await withPrincipal(system(), () => sql("select current_setting('app.clinic_id') as id"))).toEqual([{ id: clinicId }]);
});

it('leaves nothing of the principal on the connection, also when the statement cannot even be read', async () => {
  const unreadable = () => withPrincipalOnce(system(), () => sql('select * from no_such_table'));
  for (let again = 0; again < 2; again += 1) await expect(unreadable()).rejects.toMatchObject({ code: '42P01' });
  expect(await withPrincipalOnce(system(), () => sql("select current_setting('app.clinic_id') as id"))).toEqual([{ id: clinicId }]);
  expect(await clinic.app.get(Database).lookup("current_setting('app.clinic_id', true)", [])).toEqual([{ current_setting: '' }]);
});

it('acts as the principal to the end, whatever the first statement was', async () => {
  const both = () => withPrincipal(system(), async () => [await sql('select 1 as one'), await sql('select id from clinic'), await sql("select current_setting('app.acts_as') as who")]);
  expect(await both()).toEqual([[{ one: 1 }], [{ id: clinicId }], [{ who: 'system' }]]);
});

it('is part of the open transaction when there is one', async () => {
  const lost = randomUUID();
  await expect(withPrincipal(system(), () => withPrincipalOnce(system(), () => write(lost)).then(() => Promise.reject(new Error('no'))))).rejects.toThrow('no');
  expect(await written(lost)).toBe(0);
});

it('lives on when the database ends its connection in the middle', async () => {
  const end = async () => {
    const [own] = await sql<{ pid: number }>('select pg_backend_pid() as pid');
    await clinic.database.owner('select pg_terminate_backend($1)', [own!.pid]);
    await sql('select 1');
  };
  await expect(withPrincipal(system(), end)).rejects.toThrow();
  expect(await withPrincipal(system(), () => sql('select 1 as one'))).toEqual([{ one: 1 }]);
});

describe('the manager of row classes', () => {
  const keep = (action: string) => manager().insert(AuditEntryRow, { clinicId, actsAs: 'system', action, details: {} });
  const found = (action: string) => manager().findBy(AuditEntryRow, { action });

  it('is in the transaction of the statements: each sees what the other wrote, on the same connection, and nobody else does', async () => {
    const [byManager, bySql] = [randomUUID(), randomUUID()];
    await withPrincipal(system(), async () => {
      await keep(byManager);
      await write(bySql);
      expect(await sql('select action, outcome, at = app.now() as "atTheSameTime" from audit_entry where action = $1', [byManager])).toEqual([{ action: byManager, outcome: 'done', atTheSameTime: true }]);
      expect(await found(bySql)).toEqual([expect.objectContaining({ action: bySql, clinicId, outcome: 'done' })]);
      expect(await manager().query('select pg_backend_pid() as pid')).toEqual(await sql('select pg_backend_pid() as pid'));
      expect([await written(byManager), await written(bySql)]).toEqual([0, 0]);
    });
    expect([await written(byManager), await written(bySql)]).toEqual([1, 1]);
  });

  it('goes back with them when the work throws, and a save opens no transaction of its own', async () => {
    const [byManager, bySql] = [randomUUID(), randomUUID()];
    const work = async () => {
      await manager().save(AuditEntryRow, { clinicId, actsAs: 'system', action: byManager, details: {} });
      await write(bySql);
      throw new Error('changed my mind');
    };
    await expect(withPrincipal(system(), work)).rejects.toThrow('changed my mind');
    expect([await written(byManager), await written(bySql)]).toEqual([0, 0]);
  });

  it('is held to the same policies, and its transaction cannot be ended by it', async () => {
    const other = systemPrincipal(randomUUID(), 'test');
    await expect(withPrincipal(other, () => keep(randomUUID()))).rejects.toMatchObject({ driverError: { code: '42501' } });
    expect(await withPrincipal(other, () => manager().find(AuditEntryRow))).toEqual([]);
    await expect(withPrincipal(system(), () => manager().transaction(async () => undefined))).rejects.toThrow("the transaction is withPrincipal's");
  });

  it('is worth nothing afterwards, and nothing outside', async () => {
    const lost = randomUUID();
    const kept = await withPrincipal(system(), async () => manager());
    await expect(kept.insert(AuditEntryRow, { clinicId, actsAs: 'system', action: lost, details: {} })).rejects.toThrow('this transaction is over');
    expect(() => manager()).toThrow('only inside withPrincipal');
    expect(await written(lost)).toBe(0);
  });

  it('counts its statements where only one is allowed', async () => {
    const action = randomUUID();
    await withPrincipalOnce(system(), () => keep(action));
    expect(await written(action)).toBe(1);
    await expect(withPrincipalOnce(system(), async () => [await found(action), await found(action)])).rejects.toThrow('more than one statement');
  });
});

describe('two apps in one process', () => {
  let other: TestClinic;
  let otherId: string;
  beforeAll(async () => {
    other = await startTestClinic({ DATABASE_POOL: '1' });
    const [made] = await other.database.owner<{ id: string }>("insert into clinic (name, zone, phone) values ('Other Test Clinic', 'America/Los_Angeles', '(916) 555-0100') returning id");
    otherId = made!.id;
  }, 60_000);
  afterAll(() => other?.stop());

  const names = (database: Database, id: string) => database.withPrincipal(systemPrincipal(id, 'test'), () => sql('select name from clinic'));

  it('each reaches its own database, also at the same time and by a lookup', async () => {
    const [ours, theirs] = [clinic.app.get(Database), other.app.get(Database)];
    expect(await Promise.all([names(ours, clinicId), names(theirs, otherId), names(ours, otherId), names(theirs, clinicId)])).toEqual([[{ name: 'Transaction Test Clinic' }], [{ name: 'Other Test Clinic' }], [], []]);
    const where = await Promise.all([ours, theirs].map((database) => database.lookup<{ current_database: string }>('current_database()', [])));
    expect(where.flat().map((row) => row.current_database)).toEqual([clinic, other].map(({ database }) => new URL(database.appUrl).pathname.slice(1)));
  });

  it('neither reaches the other one from inside a transaction of its own', async () => {
    await expect(withPrincipal(system(), () => names(other.app.get(Database), clinicId))).rejects.toThrow('a transaction of another database is open here');
  });

  it('one that ends leaves the other its pool', async () => {
    await other.restart();
    expect(await names(clinic.app.get(Database), clinicId)).toEqual([{ name: 'Transaction Test Clinic' }]);
    expect(await names(other.app.get(Database), otherId)).toEqual([{ name: 'Other Test Clinic' }]);
  });
});
