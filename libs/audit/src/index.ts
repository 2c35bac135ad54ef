export { AuditModule } from './audit.module.js';
export { audit, auditRead, type AuditNote } from './audit.js';
export { AuditEntryRow, auditRows } from './persistence/audit-entry.row.js';
