import { Module } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { JobHandlers } from './handles-job.js';
import { JobTasks } from './job-tasks.js';
import { JobWorker } from './job-worker.js';

/** In a process that does jobs, not only adds them. */
@Module({ imports: [DiscoveryModule], providers: [JobHandlers, JobTasks, JobWorker] })
export class JobsModule {}
