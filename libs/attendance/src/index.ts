export { AttendanceModule } from './attendance.module.js';
export { BeatRuns } from './beats/beat-runs.js';
export { HandleWebhooks } from './inbox/handle-webhooks.js';
export { attendanceRows } from './persistence/attendance-rows.js';
export { WebhookInbox, type ReceivedWebhook } from './webhook-inbox.js';
