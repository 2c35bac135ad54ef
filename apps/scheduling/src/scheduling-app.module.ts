import { AuditModule, auditRows } from '#audit';
import { IdentityModule, identityRows } from '#identity';
import type { AppParts } from '#platform';
import { SchedulingModule, schedulingRows } from '#scheduling';

/** What the scheduling service is made of: its modules and its tables. */
export function schedulingParts(): Pick<AppParts, 'settings' | 'modules' | 'entities' | 'routes'> {
  return { modules: [AuditModule, IdentityModule, SchedulingModule], entities: [...auditRows, ...identityRows, ...schedulingRows] };
}
