import { within } from '#kernel';
import { Injectable, Logger, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { Logger as LibraryLogger, run, type Runner, type WorkerEvents } from 'graphile-worker';
import { EventEmitter } from 'node:events';
import pg from 'pg';
import { Counter, Gauge } from 'prom-client';
import { Config } from '../config/config.js';
import { Database } from '../database/database.js';
import { codeOf, JobTasks, TakenElsewhere } from './job-tasks.js';

const asideFigure = new Gauge({ name: 'stepwell_jobs_aside', help: 'Jobs that failed at every try and were put aside, at the last look' });
const waitingFigure = new Gauge({ name: 'stepwell_jobs_waiting', help: 'Jobs that wait for their time, their turn or another try, at the last look' });
const failures = new Counter({ name: 'stepwell_job_failures_total', help: 'Tries of jobs that failed', labelNames: ['job'] });

/** Jobs that one process does side by side. */
const atOnce = 2;
/** Milliseconds from one look for jobs whose process died, and for those whose time has come, to the next. */
const lookMs = 10_000;
const pollMs = 2_000;
/** A job that takes longer to end is left to whoever comes next, which is what happens to all jobs of a process that is killed. */
const stopMs = 1_500;
const startAgainMs = 5_000;

/**
 * Does jobs as long as this process lives, beside those of other processes. The rows are graphile-worker's; what it logs is left out, because
 * it quotes payloads, and what matters of it is said here by the id of the job.
 */
@Injectable()
export class JobWorker implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly log = new Logger('Jobs');
  private readonly pool: pg.Pool;
  private runner: Runner | undefined;
  private timer: NodeJS.Timeout | undefined;
  private looking: Promise<void> = Promise.resolve();
  private isOver = false;

  constructor(
    config: Config,
    private readonly database: Database,
    private readonly tasks: JobTasks,
  ) {
    this.pool = new pg.Pool({
      connectionString: config.values.DATABASE_APP_URL,
      // One that listens, one to ask with, and one for each job at work.
      max: atOnce + 2,
      application_name: 'stepwell jobs',
      options: '-c app.acts_as=worker -c statement_timeout=10000',
      connectionTimeoutMillis: 5000,
      keepAlive: true,
    });
    // Without listeners a lost connection would end the process; the library connects again.
    this.pool.on('error', () => undefined);
    this.pool.on('connect', (client) => void client.on('error', () => undefined));
  }

  /** Throws when a job has no handler, and when graphile-worker's tables are not those of its version: a server never migrates. */
  async onApplicationBootstrap(): Promise<void> {
    await this.start().catch(async (error: unknown) => {
      await this.pool.end();
      throw error;
    });
    this.timer = setInterval(() => void (this.looking = this.look()), lookMs);
    await (this.looking = this.look());
  }

  /** Takes no more jobs and waits for those at work, while there is still a database to do them in. */
  async beforeApplicationShutdown(): Promise<void> {
    this.isOver = true;
    clearInterval(this.timer);
    await this.looking;
    await within(stopMs, Promise.resolve(this.runner?.stop())).catch(() => this.log.warn('a job was left in the middle; it is done again by the next process'));
    await within(stopMs, this.pool.end()).catch(() => undefined);
  }

  private async start(): Promise<void> {
    const taskList = this.tasks.tasks();
    const runner = await run({
      pgPool: this.pool,
      taskList,
      parsedCronItems: this.tasks.times(),
      concurrency: atOnce,
      pollInterval: pollMs,
      noHandleSignals: true,
      logger: new LibraryLogger(() => () => undefined),
      events: this.listening(),
    });
    this.runner = runner;
    runner.promise.then(
      () => this.startAgain('it ended'),
      (error: unknown) => this.startAgain(codeOf(error)),
    );
  }

  private startAgain(because: string): void {
    if (this.isOver) return;
    this.log.error(`no jobs are done for now (${because})`);
    const again = (): void => void (this.isOver || this.start().catch((error: unknown) => this.startAgain(codeOf(error))));
    setTimeout(again, startAgainMs).unref();
  }

  private listening(): WorkerEvents {
    const events: WorkerEvents = new EventEmitter();
    events.on('job:error', ({ job, error }) => {
      if (error instanceof TakenElsewhere) return;
      const isLast = job.attempts >= job.max_attempts;
      failures.inc({ job: job.task_identifier });
      this.log[isLast ? 'error' : 'warn'](`job ${job.id} (${job.task_identifier}) ${isLast ? 'is put aside' : 'waits for another try'} (${error instanceof Error ? error.message : 'unknown'})`);
    });
    events.on('pool:listen:error', ({ error }) => this.log.warn(`jobs wait for the database (${codeOf(error)})`));
    return events;
  }

  /** Never throws. */
  private async look(): Promise<void> {
    try {
      const [seen] = await this.database.lookup<{ freed: number; aside: number; waiting: number }>('app.look_after_jobs()', []);
      asideFigure.set(seen!.aside);
      waitingFigure.set(seen!.waiting);
      if (seen!.freed > 0) this.log.warn(`${seen!.freed} jobs are done again, because the process that did them died`);
    } catch (error) {
      this.log.warn(`jobs could not be looked after (${codeOf(error)})`);
    }
  }
}
