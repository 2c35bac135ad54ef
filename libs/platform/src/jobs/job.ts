import { z } from 'zod';
import { sql } from '../database/unit-of-work.js';

/** A kind of work that is done after its cause, once, in a transaction of its own, by our own work for the clinic of the cause. */
export interface Job<Payload = unknown> {
  /** `context.verb`, e.g. `attendance.write_results`; a label of figures too. */
  readonly name: string;
  /** What it is done with: ids and instants only. It is checked when a job is added and again when it is done. */
  readonly payload: z.ZodType<Payload>;
  /** The reason of the system principal that does it. */
  readonly reason: string;
  /** What it is about: of all causes with the same answer one job waits. */
  subject(payload: Payload): string;
  /** How often it is tried before it is put aside; the pauses between are 3, 7, 20, 55, 148, 403, 1097 s. */
  readonly tries: number;
}

/** Work of the whole installation that comes again by the clock, in one process of all. It has no clinic, so it reaches the database by lookups only. */
export interface RegularJob {
  readonly name: string;
  /** Five fields of cron, UTC. */
  readonly at: string;
}

const jobs = new Map<string, Job>();
const regularJobs = new Map<string, RegularJob>();

/** Declares a job, once, at the top of a module. Throws for a name that is taken, and for a job whose payload has no schema. */
export function declareJob<Payload>(job: Job<Payload>): Job<Payload> {
  if (!(job.payload instanceof z.ZodType)) throw new Error(`The job ${job.name} has no schema of its payload`);
  refuseTaken(job.name);
  jobs.set(job.name, job);
  return job;
}

export function declareRegularJob(job: RegularJob): RegularJob {
  refuseTaken(job.name);
  regularJobs.set(job.name, job);
  return job;
}

function refuseTaken(name: string): void {
  if (jobs.has(name) || regularJobs.has(name)) throw new Error(`There is a job named "${name}" already`);
}

/** All that the code of this process declares. */
export function declaredJobs(): { readonly jobs: ReadonlyMap<string, Job>; readonly regular: ReadonlyMap<string, RegularJob> } {
  return { jobs, regular: regularJobs };
}

/**
 * Adds a job in the open transaction of its cause: it is there when the cause is, and never without it. `afterSeconds`: not before then;
 * a cause that comes later waits for the same time. Throws outside of a transaction, and for a principal that is neither staff nor our own work.
 */
export async function addJob<Payload>(job: Job<Payload>, payload: Payload, { afterSeconds = 0 } = {}): Promise<void> {
  const checked = job.payload.parse(payload);
  await sql('select app.add_job($1, $2, $3, $4, $5)', [job.name, JSON.stringify(checked), job.subject(checked), afterSeconds, job.tries]);
}
