import { SeatDirectory } from '#identity';
import { Global, Module } from '@nestjs/common';
import { DayPlan } from './persistence/day-plan.js';
import { LiveSessions } from './persistence/live-sessions.js';
import { SeatDirectoryInSql } from './persistence/seat-directory-in-sql.js';
import { Seats } from './persistence/seats.js';

/** Global, because identity asks who sits where and may not import this lib. */
@Global()
@Module({
  providers: [DayPlan, LiveSessions, Seats, { provide: SeatDirectory, useClass: SeatDirectoryInSql }],
  exports: [DayPlan, LiveSessions, Seats, SeatDirectory],
})
export class SchedulingModule {}
