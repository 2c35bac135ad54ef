import { CareTeamRow } from './persistence/care-team.row.js';
import { CohortRow } from './persistence/cohort.row.js';
import { EnrolmentRow } from './persistence/enrolment.row.js';
import { ProgramRow } from './persistence/program.row.js';
import { SeatRow } from './persistence/seat.row.js';
import { SegmentRow } from './persistence/segment.row.js';
import { SessionRow } from './persistence/session.row.js';

export type { SegmentWish, When } from './domain/session-plan.js';
export { GiveSeat } from './give-seat.js';
export { MoveSession } from './move-session.js';
export { DayPlan, type PlannedBlock, type PlannedSegment, type SeatedPerson } from './persistence/day-plan.js';
export { overseen, type Condition } from './persistence/overseen.js';
export { enrol, ensureCohort, ensureProgram } from './persistence/programs.js';
export { Seats, type Seat } from './persistence/seats.js';
export { PlanSession } from './plan-session.js';
export type { Planner } from './planner.js';
export { SchedulingModule } from './scheduling.module.js';
export { SessionFollowers } from './session-followers.js';
export { WithdrawSeat } from './withdraw-seat.js';

export const schedulingRows = [ProgramRow, CohortRow, EnrolmentRow, CareTeamRow, SessionRow, SegmentRow, SeatRow];
