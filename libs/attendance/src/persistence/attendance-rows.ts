import { AttendanceResultRow } from './attendance-result.row.js';
import { AttendanceRuleRow } from './attendance-rule.row.js';
import { BeatSpanRow } from './beat-span.row.js';
import { PollSpanRow } from './poll-span.row.js';
import { PresenceEvidenceRow } from './presence-evidence.row.js';
import { WebhookInboxRow } from './webhook-inbox.row.js';

export const attendanceRows = [WebhookInboxRow, PresenceEvidenceRow, PollSpanRow, BeatSpanRow, AttendanceRuleRow, AttendanceResultRow];
