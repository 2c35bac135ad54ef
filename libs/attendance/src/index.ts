export { WebhookInbox, type ReceivedWebhook } from './webhook-inbox.js';
