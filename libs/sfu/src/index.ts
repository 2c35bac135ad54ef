export { closeUnknownUpgrades, registerGate, type GateParts } from './gate/register-gate.js';
export { LiveKitAccess } from './livekit-access.js';
export { LiveKitHealth } from './livekit-health.js';
export { LiveKitRooms } from './livekit-rooms.js';
export { SfuAway } from './sfu-away.js';
export { SfuModule } from './sfu.module.js';
export { liveKitWebhookPath, registerWebhook, type WebhookParts } from './webhook/register-webhook.js';
