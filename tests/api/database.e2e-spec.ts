import { Database, sql, systemPrincipal, type SeatPrincipal } from '#platform';
import { randomUUID } from 'node:crypto';
import { DataSource } from 'typeorm';
import { startTestClinic, type TestClinic } from './support/clinic.js';

/** Tables that carry no clinic_id, each with the reason. */
const withoutClinic = new Map([
  ['clinic', 'is the clinic; guarded by its own id'],
  ['webhook_inbox', 'a webhook arrives before anyone knows whose room it is'],
]);

describe('the database', () => {
  let clinic: TestClinic;
  let clinicA: string;
  let clinicB: string;
  const lookup: Database['lookup'] = (call, parameters) => clinic.app.get(Database).lookup(call, parameters);
  const withPrincipal: Database['withPrincipal'] = (principal, work) => clinic.app.get(Database).withPrincipal(principal, work);

  beforeAll(async () => {
    clinic = await startTestClinic({ DATABASE_POOL: '1' });
    [clinicA, clinicB] = await Promise.all([newClinic('A'), newClinic('B')]);
  });
  afterAll(() => clinic.stop());

  async function newClinic(name: string): Promise<string> {
    const [row] = await clinic.database.owner<{ id: string }>("insert into clinic (name, zone, phone) values ($1, 'America/Los_Angeles', '(916) 555-0100') returning id", [name]);
    await clinic.database.owner("insert into person (clinic_id, kind, given_name, family_name) values ($1, 'patient', 'Test', $2)", [row?.id, name]);
    return row?.id ?? '';
  }

  it('guards every table: row-level security enabled, forced, with a policy', async () => {
    const tables = await clinic.database.owner<{ table: string; enabled: boolean; forced: boolean; policies: number }>(
      `select c.relname as table, c.relrowsecurity as enabled, c.relforcerowsecurity as forced,
              (select count(*)::int from pg_policy p where p.polrelid = c.oid) as policies
         from pg_class c join pg_namespace n on n.oid = c.relnamespace
        where n.nspname = 'public' and c.relkind in ('r', 'p') order by 1`,
    );
    expect(tables.length).toBeGreaterThan(20);
    expect(tables.filter((table) => !table.enabled || !table.forced || table.policies === 0)).toEqual([]);
  });

  it('has a clinic_id in every table, but for the named exceptions', async () => {
    const bare = await clinic.database.owner<{ table: string }>(
      `select t.table_name as table from information_schema.tables t
        where t.table_schema = 'public' and t.table_type = 'BASE TABLE'
          and not exists (select 1 from information_schema.columns c where c.table_schema = 'public' and c.table_name = t.table_name and c.column_name = 'clinic_id')
        order by 1`,
    );
    expect(bare.map((row) => row.table)).toEqual([...withoutClinic.keys()].sort());
  });

  it('gives nobody what was not granted by name: no table and no function of ours is everybody\'s', async () => {
    const everybodys = await clinic.database.owner(
      `select p.oid::regprocedure::text as thing from pg_proc p cross join lateral aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) a
        where p.pronamespace::regnamespace::text in ('public', 'auth', 'app') and a.grantee = 0 and not exists (select 1 from pg_depend d where d.objid = p.oid and d.deptype = 'e')
       union all select c.oid::regclass::text from pg_class c cross join lateral aclexplode(c.relacl) a
        where c.relnamespace::regnamespace::text in ('public', 'auth', 'app') and a.grantee = 0`,
    );
    expect(everybodys).toEqual([]);
  });

  it('lets the app login own nothing and bypass nothing', async () => {
    const [login] = await clinic.app.get(DataSource).query<{ owned: number; strong: boolean }[]>(
      `select (select count(*)::int from pg_class where relowner = r.oid) as owned, (r.rolsuper or r.rolbypassrls or r.rolcreatedb or r.rolcreaterole) as strong from pg_roles r where r.rolname = current_user`,
    );
    expect(login).toEqual({ owned: 0, strong: false });
  });

  it('shows one clinic its own rows, and none on the same connection afterwards', async () => {
    const seen = await withPrincipal(systemPrincipal(clinicA, 'test'), () => sql<{ family_name: string }>('select family_name from person'));
    expect(seen).toEqual([{ family_name: 'A' }]);
    // The pool has one connection: this is the one that just worked for clinic A.
    expect(await clinic.app.get(DataSource).query('select * from person')).toEqual([]);
    expect(await withPrincipal(systemPrincipal(clinicB, 'test'), () => sql('select family_name from person'))).toEqual([{ family_name: 'B' }]);
  });

  it('refuses to write into another clinic', async () => {
    const write = withPrincipal(systemPrincipal(clinicA, 'test'), () => sql("insert into person (clinic_id, kind, given_name, family_name) values ($1, 'patient', 'X', 'Y')", [clinicB]));
    await expect(write).rejects.toMatchObject({ code: '42501' });
  });

  it('parts people inside a clinic: a seat sees its own person only', async () => {
    const [other] = await clinic.database.owner<{ id: string }>("insert into person (clinic_id, kind, given_name, family_name) values ($1, 'patient', 'Other', 'A2') returning id", [clinicA]);
    const seat: SeatPrincipal = { kind: 'seat', clinicId: clinicA, personId: other?.id ?? '', seatId: randomUUID(), sessionId: randomUUID() };
    expect(await withPrincipal(seat, () => sql('select family_name from person'))).toEqual([{ family_name: 'A2' }]);
    expect(await withPrincipal(seat, () => sql('select * from pin'))).toEqual([]);
  });

  it('appends to the audit and never changes it', async () => {
    const system = systemPrincipal(clinicA, 'test');
    await withPrincipal(system, () => sql("insert into audit_entry (clinic_id, acts_as, action) values ($1, 'system', 'test')", [clinicA]));
    await expect(withPrincipal(system, () => sql("update audit_entry set action = 'other'"))).rejects.toMatchObject({ code: '42501' });
    await expect(withPrincipal(system, () => sql('delete from audit_entry'))).rejects.toMatchObject({ code: '42501' });
  });

  it('joins a nested use case of the same principal and refuses another one', async () => {
    const system = systemPrincipal(clinicA, 'test');
    await expect(withPrincipal(system, () => withPrincipal(systemPrincipal(clinicB, 'test'), async () => undefined))).rejects.toThrow(/another principal/);
    await expect(withPrincipal(system, () => withPrincipal(system, () => sql('select 1 as one')))).resolves.toEqual([{ one: 1 }]);
  });

  it('asks nowhere what time it is but by app.now()', async () => {
    const own = "~* '(?<![.])\\m(now\\(\\)|current_timestamp|current_date|current_time|localtimestamp|localtime|(clock|statement|transaction)_timestamp)'";
    const places = await clinic.database.owner(
      `select p.oid::regprocedure::text as place from pg_proc p where p.pronamespace::regnamespace::text in ('public', 'auth', 'app') and p.prosrc ${own}
          and not exists (select 1 from pg_depend d where d.objid = p.oid and d.deptype = 'e')
       union all select d.adrelid::regclass || '.' || a.attname from pg_attrdef d join pg_attribute a on a.attrelid = d.adrelid and a.attnum = d.adnum
          join pg_class c on c.oid = d.adrelid where c.relnamespace::regnamespace::text in ('public', 'auth', 'app') and pg_get_expr(d.adbin, d.adrelid) ${own}
       union all select polname || ' on ' || polrelid::regclass from pg_policy where concat(pg_get_expr(polqual, polrelid), pg_get_expr(polwithcheck, polrelid)) ${own}`,
    );
    expect(places).toEqual([]);
  });

  it('has one time in all of a transaction, that of the clock, and the same with a lookup', async () => {
    const times = await withPrincipal(systemPrincipal(clinicA, 'test'), () => sql<{ ms: number }>("select (extract(epoch from app.now()) * 1000)::float8 as ms, current_setting('app.now') as text"));
    expect(Math.abs((times[0]?.ms ?? 0) - clinic.clock.now().getTime())).toBeLessThan(60_000);
    expect(await lookup<{ now: Date }>('app.now()', [])).toEqual([{ now: expect.any(Date) }]);
    // The connection that served both keeps nothing of it.
    expect(await clinic.app.get(DataSource).query("select nullif(current_setting('app.now', true), '') as left")).toEqual([{ left: null }]);
  });

  it('finds only ids before there is a principal', async () => {
    expect(await lookup('find_seat($1)', [randomUUID()])).toEqual([]);
    expect(await lookup('find_memberships($1)', ['nobody'])).toEqual([]);
  });

  it('gives every column an entity and every entity its columns', async () => {
    const inDatabase = await clinic.database.owner<{ place: string }>(
      `select table_name || '.' || column_name || ' ' || case is_nullable when 'YES' then 'null' else 'not null' end as place
         from information_schema.columns where table_schema = 'public' order by 1`,
    );
    const mapped = clinic.app.get(DataSource).entityMetadatas.flatMap((entity) => entity.columns.map((column) => `${entity.tableName}.${column.databaseName} ${column.isNullable ? 'null' : 'not null'}`));
    expect(mapped.sort()).toEqual(inDatabase.map((row) => row.place).sort());
  });

  it('maps every column with the type that it has', async () => {
    const source = clinic.app.get(DataSource);
    const runner = source.createQueryRunner();
    try {
      const wrong: string[] = [];
      for (const entity of source.entityMetadatas) {
        const table = await runner.getTable(`public.${entity.tableName}`);
        for (const column of entity.columns) {
          const real = table?.findColumnByName(column.databaseName);
          const type = source.driver.normalizeType(column);
          if (real?.type !== type) wrong.push(`${entity.tableName}.${column.databaseName}: ${type}, in the database ${real?.type ?? 'absent'}`);
        }
      }
      expect(wrong).toEqual([]);
    } finally {
      await runner.release();
    }
  });
});
