import { records, visit, type InputOf, type OutputOf } from '#contracts';
import { Handles, type SeatPrincipal, type StaffPrincipal } from '#platform';
import { Controller } from '@nestjs/common';
import { AttendanceReport } from './reports/attendance-report.js';
import { EvidenceRows } from './reports/evidence-rows.js';
import { LiveMinutes } from './reports/live-minutes.js';
import { OwnMinutes } from './reports/own-minutes.js';

@Controller()
export class AttendanceController {
  constructor(
    private readonly report: AttendanceReport,
    private readonly rows: EvidenceRows,
    private readonly live: LiveMinutes,
    private readonly own: OwnMinutes,
  ) {}

  @Handles(records.getAttendance)
  getAttendance({ sessionId }: InputOf<typeof records.getAttendance>, reader: StaffPrincipal): Promise<OutputOf<typeof records.getAttendance>> {
    return this.report.run(reader, sessionId);
  }

  @Handles(records.getEvidence)
  getEvidence({ sessionId, seatId }: InputOf<typeof records.getEvidence>, reader: StaffPrincipal): Promise<OutputOf<typeof records.getEvidence>> {
    return this.rows.run(reader, sessionId, seatId);
  }

  @Handles(records.getLiveMinutes)
  getLiveMinutes({ sessionId }: InputOf<typeof records.getLiveMinutes>, host: StaffPrincipal): Promise<OutputOf<typeof records.getLiveMinutes>> {
    return this.live.run(host, sessionId);
  }

  @Handles(visit.getOwnMinutes)
  getOwnMinutes(_: InputOf<typeof visit.getOwnMinutes>, patient: SeatPrincipal): Promise<OutputOf<typeof visit.getOwnMinutes>> {
    return this.own.run(patient);
  }
}
