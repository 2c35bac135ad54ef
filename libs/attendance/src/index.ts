export { BeatRuns } from './beats/beat-runs.js';
export { ForgetWebhooks } from './inbox/forget-webhooks.js';
export { HandleWebhooks } from './inbox/handle-webhooks.js';
export { attendanceRows } from './persistence/attendance-rows.js';
export { RecordsModule } from './records.module.js';
export { WriteResults } from './results/write-results.js';
export { writeResults } from './results/results-due.js';
export { WebhookInbox, type ReceivedWebhook } from './webhook-inbox.js';
export { WitnessesModule } from './witnesses.module.js';
