import type { RoutePath } from './paths.js';

/** Where an administrator sets what holds for the clinic. */
export const settingsPaths = {
  getSettings: 'GET /api/v1/settings',
  changeClinicSettings: 'PATCH /api/v1/settings/clinic',
  changeProgramSettings: 'PATCH /api/v1/settings/programs/:programId',
  changeCohortSettings: 'PATCH /api/v1/settings/cohorts/:cohortId',
  getAgreement: 'GET /api/v1/settings/agreement',
  publishAgreement: 'PUT /api/v1/settings/agreement',
} as const satisfies Record<string, RoutePath>;
