import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { checkout } from '../../../infra/launch/home/checkout.mjs';

/** A module of the server as it was built. @param {string} file below the build's folder @returns {Promise<any>} */
export function built(file) {
  return import(pathToFileURL(join(checkout, 'dist', file)).href);
}

/** The keyring of the clinic's server, so that what a figure writes by itself is proven like everything else. @param {import('./clinic.mjs').Clinic} clinic */
export async function keyringOf(clinic) {
  const { Keyring } = await built('libs/platform/src/keys/keyring.js');
  return Keyring.from(clinic.secret);
}

/**
 * Runs `work` with the clinic's own use cases, without a server.
 *
 * @template Result
 * @param {import('./clinic.mjs').Clinic} clinic
 * @param {(use: { get: (useCase: any) => any, scheduling: any, us: (clinicId: string) => object }) => Promise<Result>} work us: the principal that acts
 */
export async function withUseCases(clinic, work) {
  const [{ openScriptContext }, scheduling, { systemPrincipal }] = await Promise.all(['apps/clinic/src/script-context.js', 'libs/scheduling/src/index.js', 'libs/platform/src/index.js'].map(built));
  const context = await openScriptContext(clinic.environment(clinic.database.appUrl));
  try {
    return await work({ get: (useCase) => context.get(useCase), scheduling, us: (clinicId) => systemPrincipal(clinicId, 'benchmark') });
  } finally {
    await context.close();
  }
}
