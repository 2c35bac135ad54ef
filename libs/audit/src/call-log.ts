import { recordReads, type ReadName } from '#contracts';
import { AccessLog, Database, type ClinicPrincipal, type Refusal } from '#platform';
import { Injectable } from '@nestjs/common';
import { entryOf } from './audit.js';
import { addEntryOnce } from './persistence/audit-entries.js';
import { RefusedCalls } from './refused-calls.js';

/** Takes what the contracts tell: what was shown is on record before it leaves, what was refused is gathered. */
@Injectable()
export class CallLog extends AccessLog {
  constructor(
    private readonly database: Database,
    private readonly refusals: RefusedCalls,
  ) {
    super();
  }

  override refused(refusal: Refusal): void {
    this.refusals.add(refusal);
  }

  override async read(reader: ClinicPrincipal, what: ReadName, objectId: string): Promise<void> {
    const { action, of, onceInSeconds } = recordReads[what];
    await this.database.withPrincipalOnce(reader, () => addEntryOnce({ ...entryOf(action, { objectKind: of }), objectId }, onceInSeconds));
  }
}
