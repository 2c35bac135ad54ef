import { CohortRow } from './persistence/cohort.row.js';
import { EnrolmentRow } from './persistence/enrolment.row.js';
import { ProgramRow } from './persistence/program.row.js';
import { SeatRow } from './persistence/seat.row.js';
import { SegmentRow } from './persistence/segment.row.js';
import { SessionRow } from './persistence/session.row.js';

export { DayPlan, type PlannedBlock, type PlannedSegment, type SeatedPerson } from './persistence/day-plan.js';
export { Seats, type Seat } from './persistence/seats.js';
export { SchedulingModule } from './scheduling.module.js';

export const schedulingRows = [ProgramRow, CohortRow, EnrolmentRow, SessionRow, SegmentRow, SeatRow];
