import { addJob, createContext, Database, declareJob, HandlesJob, JobsModule, sql, systemPrincipal, type ClinicPrincipal } from '#platform';
import { copyTemplate } from '#testing';
import { Injectable, Logger, Module } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { runMigrations } from 'graphile-worker';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import pg from 'pg';
import { register } from 'prom-client';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { startTestClinic, type TestClinic } from './support/clinic.js';
import { hurry } from './support/jobs.js';
import { until } from './support/until.js';

const Subject = z.strictObject({ subject: z.string() });
const testJob = declareJob({ name: 'test.note', payload: Subject, reason: 'test', subject: ({ subject }) => subject, tries: 2 });

/** What the job of a test does; each test says it anew. */
let work: (subject: string) => Promise<void>;

@Injectable()
class DoTestJob {
  @HandlesJob(testJob)
  run({ subject }: z.infer<typeof Subject>): Promise<void> {
    return work(subject);
  }
}
@Module({ providers: [DoTestJob] })
class TestJobsModule {}

/** A promise that the test keeps itself. */
function whenever(): { promise: Promise<void>; resolve: () => void } {
  let resolve = (): void => undefined;
  const promise = new Promise<void>((kept) => (resolve = kept));
  return { promise, resolve };
}

describe('jobs', () => {
  let clinic: TestClinic;
  let clinicId: string;
  beforeAll(async () => {
    clinic = await startTestClinic({}, { modules: [TestJobsModule] });
    clinicId = await newClinic();
  });
  afterAll(() => clinic.stop());
  beforeEach(() => void (work = write));

  const owner = <Row extends object>(text: string, parameters: readonly unknown[] = []) => clinic.database.owner<Row>(text, parameters);
  const newClinic = async () => (await owner<{ id: string }>("insert into clinic (name, zone, phone) values ('Jobs', 'America/Los_Angeles', '(916) 555-0100') returning id"))[0]!.id;
  const withPrincipal: Database['withPrincipal'] = (principal, work) => clinic.app.get(Database).withPrincipal(principal, work);
  const us = (of = clinicId) => systemPrincipal(of, 'test');
  const add = (subject: string, of?: string) => withPrincipal(us(of), () => addJob(testJob, { subject }));
  /** Leaves a row of the log that tells who did it. */
  const write = async (subject: string): Promise<void> => {
    await sql("insert into audit_entry (clinic_id, acts_as, action, details) values (app.clinic_id(), 'system', 'test.job', jsonb_build_object('subject', $1::text))", [subject]);
  };
  const written = (subject: string) => owner<{ clinic_id: string }>("select clinic_id from audit_entry where action = 'test.job' and details ->> 'subject' = $1", [subject]);
  const rowsOf = (subject: string) => owner<{ id: string; attempts: number; last_error: string | null; locked_by: string | null }>("select id::text, attempts, last_error, locked_by from graphile_worker._private_jobs where key like '%' || $1", [subject]);
  const gone = (subject: string) => until(() => rowsOf(subject), (rows) => rows.length === 0);

  it('are done once their cause is committed, as our own work for its clinic, and leave nothing', async () => {
    const subject = randomUUID();
    await add(subject);
    await gone(subject);
    expect(await written(subject)).toEqual([{ clinic_id: clinicId }]);
  });

  it('are not there when their cause is taken back', async () => {
    const [lost, kept] = [randomUUID(), randomUUID()];
    const changed = withPrincipal(us(), async () => {
      await addJob(testJob, { subject: lost });
      throw new Error('changed my mind');
    });
    await expect(changed).rejects.toThrow('changed my mind');
    expect(await rowsOf(lost)).toEqual([]);
    await add(kept);
    await gone(kept);
    expect(await written(lost)).toEqual([]);
  });

  it('are refused with a payload of another form, and outside of a transaction', async () => {
    await expect(withPrincipal(us(), () => addJob(testJob, { subject: 1 } as never))).rejects.toThrow();
    await expect(addJob(testJob, { subject: 'x' })).rejects.toThrow('withPrincipal');
  });

  it('of one subject wait as one, however many causes there are', async () => {
    const subject = randomUUID();
    await withPrincipal(us(), async () => {
      for (let cause = 0; cause < 3; cause++) await addJob(testJob, { subject });
      for (let cause = 0; cause < 2; cause++) await addJob(testJob, { subject }, { afterSeconds: 3600 });
    });
    await gone(subject);
    expect(await written(subject)).toHaveLength(1);
  });

  it('whose cause comes again while they are done are done once more', async () => {
    const subject = randomUUID();
    const [begun, goOn] = [whenever(), whenever()];
    work = async (of) => {
      await write(of);
      begun.resolve();
      await goOn.promise;
    };
    await add(subject);
    await begun.promise;
    await add(subject);
    goOn.resolve();
    await gone(subject);
    await until(() => written(subject), (rows) => rows.length === 2);
  });

  it('leave nothing of a try that failed, are tried again, then put aside with a code and no word of a row; others do not wait for them', async () => {
    const [bad, good] = [randomUUID(), randomUUID()];
    const said: string[] = [];
    Logger.overrideLogger({ log: () => undefined, warn: (line: unknown) => void said.push(String(line)), error: (line: unknown) => void said.push(String(line)) });
    work = async (subject) => {
      await write(subject);
      if (subject === bad) await sql("select 'Ana Surname'::int");
    };
    await add(bad);
    const [failed] = await until(() => rowsOf(bad), ([row]) => row?.attempts === 1 && row.locked_by === null);
    expect(failed).toMatchObject({ last_error: '22P02' });
    await add(good);
    await gone(good);
    await hurry(clinic);
    const [aside] = await until(() => rowsOf(bad), ([row]) => row?.attempts === 2 && row.locked_by === null);
    Logger.overrideLogger(false);
    expect(await written(bad)).toEqual([]);
    expect(said).toEqual([`job ${aside!.id} (test.note) waits for another try (22P02)`, `job ${aside!.id} (test.note) is put aside (22P02)`]);
    expect(await owner('select aside from app.look_after_jobs()')).toEqual([{ aside: 1 }]);
    const failures = (await register.getSingleMetric('stepwell_job_failures_total')!.get()).values;
    expect(failures).toEqual([{ labels: { job: 'test.note' }, value: 2 }]);
    // A new cause takes its place.
    work = write;
    await add(bad);
    await gone(bad);
    expect(await owner('select aside from app.look_after_jobs()')).toEqual([{ aside: 0 }]);
  });

  it('reach the rows of their clinic only, and nobody but a worker sees them', async () => {
    const subject = randomUUID();
    const other = await newClinic();
    const seen = whenever();
    let clinics: unknown;
    work = async () => {
      clinics = await sql('select id from clinic');
      await expect(sql("insert into audit_entry (clinic_id, acts_as, action) values ($1, 'system', 'test.job')", [other])).rejects.toMatchObject({ code: '42501' });
      seen.resolve();
    };
    await add(subject);
    await seen.promise;
    expect(clinics).toEqual([{ id: clinicId }]);
    await withPrincipal(us(), async () => {
      await addJob(testJob, { subject }, { afterSeconds: 3600 });
      expect(await sql('select 1 from graphile_worker._private_jobs')).toEqual([]);
      expect(await sql('update graphile_worker._private_jobs set attempts = 9 returning 1')).toEqual([]);
    });
    await expect(withPrincipal(us(other), () => sql("select graphile_worker.add_job('test.note', json_build_object('clinicId', $1::text))", [clinicId]))).rejects.toMatchObject({ code: '42501' });
    const seat: ClinicPrincipal = { kind: 'seat', clinicId, personId: randomUUID(), seatId: randomUUID(), sessionId: randomUUID() };
    await expect(withPrincipal(seat, () => addJob(testJob, { subject }))).rejects.toMatchObject({ code: '42501' });
    await expect(clinic.app.get(DataSource).query('select graphile_worker.add_job($1)', ['test.note'])).rejects.toMatchObject({ code: '42501' });
    await expect(clinic.app.get(DataSource).query('create table graphile_worker.mine ()')).rejects.toMatchObject({ code: '42501' });
    await owner("delete from graphile_worker._private_jobs");
  });

  it('of a process that dies in the middle are done again by the next one, and by one only', async () => {
    const subject = randomUUID();
    const [begun, died] = [whenever(), whenever()];
    let times = 0;
    work = async (of) => {
      await write(of);
      if (++times > 1) return;
      begun.resolve();
      await died.promise;
    };
    await add(subject);
    await begun.promise;
    expect(await owner('select freed from app.look_after_jobs()')).toEqual([{ freed: 0 }]);
    // What the database sees of a process that is killed: its connections end, and nothing is said.
    await owner("select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and usename like '%_app'");
    await until(() => owner<{ freed: number }>('select freed from app.look_after_jobs()'), ([row]) => row?.freed === 1);
    const second = await startTestClinic({}, { database: clinic.database, modules: [TestJobsModule] });
    try {
      await gone(subject);
      expect([times, await written(subject)]).toEqual([2, [{ clinic_id: clinicId }]]);
    } finally {
      died.resolve();
      await second.stop();
    }
  });

  it('are never done by two workers at once, and each once', async () => {
    const subjects = Array.from({ length: 40 }, () => randomUUID());
    const second = await startTestClinic({}, { database: clinic.database, modules: [TestJobsModule] });
    const atWork = new Map<string, number>();
    let most = 0;
    work = async (subject) => {
      const now = (atWork.get(subject) ?? 0) + 1;
      atWork.set(subject, now);
      most = Math.max(most, now);
      await write(subject);
      // The other worker looks for jobs of dead processes meanwhile.
      await owner('select freed from app.look_after_jobs()');
      atWork.set(subject, now - 1);
    };
    try {
      await withPrincipal(us(), async () => {
        for (const subject of subjects) await addJob(testJob, { subject });
      });
      await until(() => owner('select 1 from graphile_worker._private_jobs'), (rows) => rows.length === 0);
      expect(most).toBe(1);
      for (const subject of subjects) expect(await written(subject)).toHaveLength(1);
    } finally {
      await second.stop();
    }
  });

  it('stand in tables that are those of the library\'s own version, made by our migration', async () => {
    // In a database of its own, because the library tells all workers of one to stop when its tables change.
    const database = await copyTemplate();
    const url = new URL(process.env.TEST_DATABASE_URL!);
    url.pathname = new URL(database.appUrl).pathname;
    const pool = new pg.Pool({ connectionString: url.toString(), max: 1 });
    pool.on('error', () => undefined);
    pool.on('connect', (client) => void client.on('error', () => undefined));
    try {
      await runMigrations({ pgPool: pool, schema: 'fresh' });
      const made = async (schema: string) => (await database.owner<{ says: string }>(catalog, [schema])).map(({ says }) => says.replaceAll(/"?(fresh|graphile_worker)"?\./g, '')).sort();
      expect(await made('graphile_worker')).toEqual(await made('fresh'));
    } finally {
      await pool.end();
      await database.drop();
    }
  });

  it('that nobody does stop the boot with their names', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'stepwell-jobs-'));
    const migrationList = pathToFileURL(join(folder, 'migrations.json'));
    await writeFile(migrationList, JSON.stringify(await owner('select name, sha256 from migrations.checksum order by name')));
    const boot = createContext({ config: clinic.config, entities: [], modules: [JobsModule], migrationList });
    await expect(boot).rejects.toThrow(/^These jobs have no handler in this process, which does jobs: .*test\.note/);
    await rm(folder, { recursive: true });
  });

  it('without a schema, or of a name that is taken, cannot be declared', () => {
    expect(() => declareJob({ ...testJob, name: 'test.other', payload: undefined as never })).toThrow('has no schema');
    expect(() => declareJob(testJob)).toThrow('already');
  });
});

/** Tables, columns, keys, indexes, views and functions of a schema; functions without comments and white space. */
const catalog = `select concat_ws(' ', what, name, said) as says from (
  select 'column' as what, table_name || '.' || column_name as name, concat_ws(' ', udt_name, is_nullable, column_default, identity_generation, generation_expression) as said
    from information_schema.columns where table_schema = $1
  union all select 'constraint', conrelid::regclass::text || ' ' || conname, pg_get_constraintdef(oid) from pg_constraint where connamespace = $1::regnamespace and contype in ('p', 'u', 'c', 'f')
  union all select 'index', indexname, indexdef from pg_indexes where schemaname = $1
  union all select 'guard', relname, relrowsecurity::text from pg_class where relnamespace = $1::regnamespace and relkind = 'r'
  union all select 'type', t.typname, string_agg(a.attname || ' ' || format_type(a.atttypid, a.atttypmod), ', ' order by a.attnum)
              from pg_type t join pg_attribute a on a.attrelid = t.typrelid and a.attnum > 0 where t.typnamespace = $1::regnamespace and t.typtype = 'c' group by 2
  union all select 'view', viewname, regexp_replace(definition, '\\s', '', 'g') from pg_views where schemaname = $1
  union all select 'trigger', tgname, pg_get_triggerdef(t.oid) from pg_trigger t join pg_class c on c.oid = t.tgrelid where c.relnamespace = $1::regnamespace and not tgisinternal
  union all select 'function', concat_ws(' ', proname, pg_get_function_arguments(oid), provolatile, proisstrict, prosecdef), regexp_replace(regexp_replace(prosrc, '--[^\\n]*', '', 'g'), '\\s', '', 'g') from pg_proc where pronamespace = $1::regnamespace
  union all select 'revision', id::text, breaking::text from graphile_worker.migrations where $1 = 'graphile_worker'
  union all select 'revision', id::text, breaking::text from fresh.migrations where $1 = 'fresh'
) made`;
