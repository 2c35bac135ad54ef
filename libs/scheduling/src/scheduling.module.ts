import { SeatDirectory } from '#identity';
import { Global, Module } from '@nestjs/common';
import { DayPlan } from './persistence/day-plan.js';
import { SeatDirectoryInSql } from './persistence/seat-directory-in-sql.js';
import { Seats } from './persistence/seats.js';

/** Global, because identity asks who sits where and may not import this lib. */
@Global()
@Module({
  providers: [DayPlan, Seats, { provide: SeatDirectory, useClass: SeatDirectoryInSql }],
  exports: [DayPlan, Seats, SeatDirectory],
})
export class SchedulingModule {}
