import { AuditModule, auditRows } from '#audit';
import { IdentityModule, identityRows } from '#identity';
import { createHealthModule, type AppParts } from '#platform';
import { SchedulingModule, schedulingRows } from '#scheduling';

/** What the scheduling service is made of: its modules and its tables. */
export function schedulingParts(): Pick<AppParts, 'modules' | 'entities'> {
  return { modules: [AuditModule, IdentityModule, SchedulingModule, createHealthModule()], entities: [...auditRows, ...identityRows, ...schedulingRows] };
}
