import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { checkout } from '../../../infra/launch/home/checkout.mjs';

/** A module of the server as it was built. @param {string} file below the build's folder @returns {Promise<any>} */
export function built(file) {
  return import(pathToFileURL(join(checkout, 'dist', file)).href);
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
