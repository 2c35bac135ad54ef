import type { ClinicId } from '#kernel';
import { systemPrincipal, withPrincipal } from '#platform';
import { Agreements } from '../persistence/agreements.js';
import { groupAgreement } from './group-agreement.js';

/**
 * Makes our group agreement the one in force in a clinic, in each language. Safe to repeat: the same text is not published twice; a
 * changed one becomes the next version, which everybody is asked to accept again. Returns the version in force.
 */
export async function publishAgreement(clinicId: ClinicId): Promise<number> {
  return withPrincipal(systemPrincipal(clinicId, 'publish the group agreement'), () => new Agreements().publish(groupAgreement));
}
