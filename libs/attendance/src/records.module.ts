import { SessionTimesModule } from '#group-room';
import { SchedulingModule } from '#scheduling';
import { Module } from '@nestjs/common';
import { AttendanceController } from './attendance.controller.js';
import { ForgetWebhooks } from './inbox/forget-webhooks.js';
import { AttendanceResults } from './persistence/attendance-results.js';
import { AttendanceRules } from './persistence/attendance-rules.js';
import { Evidence } from './persistence/evidence.js';
import { Inbox } from './persistence/inbox.js';
import { AttendanceReport } from './reports/attendance-report.js';
import { EvidenceRows } from './reports/evidence-rows.js';
import { FoldSession } from './reports/fold-session.js';
import { LiveMinutes } from './reports/live-minutes.js';
import { OwnMinutes } from './reports/own-minutes.js';
import { WriteResults } from './results/write-results.js';

const reports = [AttendanceReport, EvidenceRows, FoldSession, LiveMinutes, OwnMinutes];

/** What follows from the evidence: it runs where the plan is, and needs neither a room nor the SFU. */
@Module({
  imports: [SchedulingModule, SessionTimesModule],
  controllers: [AttendanceController],
  providers: [AttendanceResults, AttendanceRules, WriteResults, Evidence, Inbox, ForgetWebhooks, ...reports],
})
export class RecordsModule {}
