import { AccessLog } from '#platform';
import { Global, Module } from '@nestjs/common';
import { CallLog } from './call-log.js';
import { RefusedCalls } from './refused-calls.js';

/** Global, because every contract tells the log what it shows and whom it refuses. */
@Global()
@Module({ providers: [RefusedCalls, { provide: AccessLog, useClass: CallLog }], exports: [AccessLog, RefusedCalls] })
export class AuditModule {}
