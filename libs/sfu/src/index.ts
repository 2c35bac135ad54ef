export { closeUnknownUpgrades, registerGate } from './gate/register-gate.js';
export { LiveKitAccess } from './livekit-access.js';
export { LiveKitRooms } from './livekit-rooms.js';
export { livekitSettings } from './livekit-settings.js';
export { SfuModule } from './sfu.module.js';
export { registerWebhook } from './webhook/register-webhook.js';
