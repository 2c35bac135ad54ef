import { randomUUID } from 'node:crypto';
import { lookup, sql, systemPrincipal, withPrincipal, withPrincipalOnce } from '#platform';
import { startTestClinic, type TestClinic } from './support/clinic.js';

/** One transaction as one principal, on the real pool: what fails inside of it must leave nothing behind, not even a connection. */
let clinic: TestClinic;
let clinicId: string;

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
  expect(await lookup("current_setting('app.clinic_id', true)", [])).toEqual([{ current_setting: '' }]);
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
