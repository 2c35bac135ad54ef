import { SeatDirectory } from '#identity';
import { Global, Module } from '@nestjs/common';
import { GiveSeat } from './give-seat.js';
import { MoveSession } from './move-session.js';
import { DayPlan } from './persistence/day-plan.js';
import { GivenSeats } from './persistence/given-seats.js';
import { Plans } from './persistence/plans.js';
import { ProgramSettingsTable } from './persistence/program-settings.js';
import { SeatDirectoryInSql } from './persistence/seat-directory-in-sql.js';
import { Seats } from './persistence/seats.js';
import { PlanSession } from './plan-session.js';
import { ChangeSettings } from './settings/change-settings.js';
import { SettingsController } from './settings/settings.controller.js';
import { WithdrawSeat } from './withdraw-seat.js';

const planning = [GiveSeat, MoveSession, PlanSession, WithdrawSeat];

/** Global, because identity asks who sits where and may not import this lib. */
@Global()
@Module({
  controllers: [SettingsController],
  providers: [ChangeSettings, DayPlan, GivenSeats, Plans, ProgramSettingsTable, Seats, ...planning, { provide: SeatDirectory, useClass: SeatDirectoryInSql }],
  exports: [DayPlan, Seats, ...planning, SeatDirectory],
})
export class SchedulingModule {}
