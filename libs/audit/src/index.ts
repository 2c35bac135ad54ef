export { AuditModule } from './audit.module.js';
export { audit, type AuditNote } from './audit.js';
export { canonicalEntry, type Entry } from './domain/canonical-entry.js';
export { AuditEntryRow, auditRows } from './persistence/audit-entry.row.js';
export { RefusedCalls } from './refused-calls.js';
