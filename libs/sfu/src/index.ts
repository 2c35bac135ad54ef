export { closeUnknownUpgrades, registerGate } from './gate/register-gate.js';
export { LiveKitAccess } from './livekit-access.js';
export { LiveKitHealth } from './livekit-health.js';
export { LiveKitRooms } from './livekit-rooms.js';
export { SfuModule } from './sfu.module.js';
export { registerWebhook } from './webhook/register-webhook.js';
