import { isId } from '#kernel';
import { Injectable } from '@nestjs/common';
import { parseCronItems, type JobHelpers, type ParsedCronItem, type TaskList, type WithPgClient } from 'graphile-worker';
import { z } from 'zod';
import { Database } from '../database/database.js';
import { systemPrincipal } from '../database/principal.js';
import { sql } from '../database/unit-of-work.js';
import { JobHandlers } from './handles-job.js';
import { declaredJobs, type Job } from './job.js';

/** Another process does this job, or took it over: nothing is done here, and nothing is wrong. */
export class TakenElsewhere extends Error {}

/** As `app.add_job` writes it: the clinic is that of the cause, said by the database. */
const Added = z.object({ clinicId: z.string().refine(isId), payload: z.unknown() });

type Handler = (payload: unknown) => Promise<void>;

/** The declared jobs in the words of graphile-worker. */
@Injectable()
export class JobTasks {
  constructor(
    private readonly database: Database,
    private readonly handlers: JobHandlers,
  ) {}

  /** Throws a sentence when a job has no handler. */
  tasks(): TaskList {
    const found = this.handlers.all();
    const { jobs, regular } = declaredJobs();
    const own = [...jobs.values()].map((job) => [job.name, (payload: unknown, helpers: JobHelpers) => saying(() => doJob(this.database, job, found.get(job.name)!, payload, helpers))] as const);
    const ofAll = [...regular.keys()].map((name) => [name, (_payload: unknown, helpers: JobHelpers) => saying(() => doRegularJob(found.get(name)!, helpers))] as const);
    return Object.fromEntries([...own, ...ofAll]);
  }

  times(): ParsedCronItem[] {
    const once = ({ name }: { name: string }) => ({ jobKey: name, jobKeyMode: 'preserve_run_at' as const, maxAttempts: 4 });
    return parseCronItems([...declaredJobs().regular.values()].map((job) => ({ task: job.name, match: job.at, options: once(job) })));
  }
}

/** The whole job is one transaction, and the job is held in it: who loses the connection loses the job and all that was written with it. */
async function doJob(database: Database, job: Job, handler: Handler, added: unknown, { job: { id, locked_by: worker } }: JobHelpers): Promise<void> {
  const { clinicId, payload } = Added.parse(added);
  await database.withPrincipal(systemPrincipal(clinicId, job.reason), async () => {
    const [taken] = await sql<{ mine: boolean }>('select app.take_job($1, $2) as mine', [id, worker]);
    if (!taken?.mine) throw new TakenElsewhere();
    await handler(job.payload.parse(payload));
  });
}

/** Held on a connection of the worker's, because the work itself has no transaction. */
async function doRegularJob(handler: Handler, { withPgClient, job: { id, locked_by: worker } }: { withPgClient: WithPgClient; job: JobHelpers['job'] }): Promise<void> {
  await withPgClient(async (client) => {
    await client.query('begin');
    try {
      const { rows } = await client.query<{ mine: boolean }>('select app.take_job($1, $2) as mine', [id, worker]);
      if (!rows[0]?.mine) throw new TakenElsewhere();
      await handler(undefined);
    } finally {
      await client.query('rollback');
    }
  });
}

/** What is kept of a failure is its code: messages of a driver or a schema may quote a row. */
async function saying(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (error instanceof TakenElsewhere) throw error;
    throw new Error(codeOf(error));
  }
}

/** The code of an error, else its kind. Never throws. */
export function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  const { code } = error as { code?: unknown };
  return typeof code === 'string' ? code : error.name;
}
