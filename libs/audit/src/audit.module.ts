import { Global, Module } from '@nestjs/common';

/** Holds nothing yet: `audit()` works through the open transaction. Its place in the module graph is kept for the log's own readers. */
@Global()
@Module({})
export class AuditModule {}
