import type { ClinicId } from '#kernel';
import { systemPrincipal, type Database } from '#platform';
import { Agreements } from '../persistence/agreements.js';
import { groupAgreement } from './group-agreement.js';

/**
 * Makes our group agreement the one in force in a clinic, in each language. Safe to repeat: the same text is not published twice; a
 * changed one becomes the next version, which everybody is asked to accept again. Returns the version in force.
 */
export async function publishAgreement(database: Database, clinicId: ClinicId): Promise<number> {
  return database.withPrincipal(systemPrincipal(clinicId, 'publish the group agreement'), () => new Agreements().publish(groupAgreement));
}
