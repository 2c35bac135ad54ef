import { attendanceRows, RecordsModule } from '#attendance';
import { AuditModule, auditRows } from '#audit';
import { IdentityModule, identityRows } from '#identity';
import { JobsModule, type AppParts } from '#platform';
import { SchedulingModule, schedulingRows } from '#scheduling';

/** What the scheduling service is made of: its modules and its tables. It does the jobs of all. */
export function schedulingParts(): Pick<AppParts, 'settings' | 'modules' | 'entities' | 'routes'> {
  return {
    modules: [AuditModule, IdentityModule, SchedulingModule, RecordsModule, JobsModule],
    entities: [...auditRows, ...identityRows, ...schedulingRows, ...attendanceRows],
  };
}
