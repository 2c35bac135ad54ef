import type { TestClinic } from './clinic.js';
import { until } from './until.js';

/** Lets everything that waits for its time or for another try be done now. */
export async function hurry({ database }: Pick<TestClinic, 'database'>): Promise<void> {
  await database.owner('update graphile_worker._private_jobs set run_at = created_at where attempts < max_attempts and locked_at is null');
  await database.owner(`select pg_notify('jobs:insert', '{"count": 9}')`);
}

/** Does all jobs that wait, without waiting for their time; those that were put aside stay. */
export async function jobsDone(clinic: Pick<TestClinic, 'database'>): Promise<void> {
  await until(
    async () => {
      await hurry(clinic);
      return clinic.database.owner<{ job: string }>('select key as job from graphile_worker._private_jobs where attempts < max_attempts or locked_at is not null');
    },
    (waiting) => waiting.length === 0,
  );
}
