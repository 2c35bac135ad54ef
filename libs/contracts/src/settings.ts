import { z } from 'zod';
import { route } from './contract.js';
import { AnyId, Instant, nothing, prose } from './fields.js';
import { changeOf, settingsOf } from './setting-keys.js';
import { settingsPaths as paths } from './settings-paths.js';

const [ofClinic, ofProgram, ofCohort] = [settingsOf('clinic'), settingsOf('program'), settingsOf('cohort')];

export const getSettings = route(paths.getSettings, {
  policy: 'clinic.settings',
  input: nothing,
  output: z.strictObject({
    clinic: ofClinic,
    programs: z.array(z.strictObject({ programId: AnyId, name: z.string(), settings: ofProgram, cohorts: z.array(z.strictObject({ cohortId: AnyId, name: z.string(), settings: ofCohort })) })),
  }),
  byPerson: false,
});

/** How many planned sessions, whose lobby has not opened, were changed with the setting. */
const followed = z.number().int();

/** `conflict`: somebody else changed one of them since it was read; `bad_input` names the field, as `to.clinic_phone`. */
export const changeClinicSettings = route(paths.changeClinicSettings, { policy: 'clinic.settings', input: z.strictObject(changeOf('clinic')), output: z.strictObject({ settings: ofClinic, followed }), errors: ['conflict'] });

export const changeProgramSettings = route(paths.changeProgramSettings, {
  policy: 'clinic.settings',
  input: z.strictObject({ programId: AnyId, ...changeOf('program') }),
  output: z.strictObject({ settings: ofProgram, followed }),
  errors: ['conflict', 'not_found'],
});

export const changeCohortSettings = route(paths.changeCohortSettings, {
  policy: 'clinic.settings',
  input: z.strictObject({ cohortId: AnyId, ...changeOf('cohort') }),
  output: z.strictObject({ settings: ofCohort, followed }),
  errors: ['conflict', 'not_found'],
});

/** The group's rules as people are asked to agree to them, in each language; null where the clinic has published none. */
const Agreement = z.strictObject({ version: z.number().int(), publishedAt: Instant, bodies: z.strictObject({ en: z.string(), es: z.string() }) }).nullable();

export const getAgreement = route(paths.getAgreement, { policy: 'clinic.settings', input: nothing, output: z.strictObject({ agreement: Agreement }), byPerson: false });

const body = prose(12_000);

/**
 * Makes a next version, which everybody is asked to agree to before their next group; the text in force once more makes none. `from`: the
 * version that the author had read, null for none; `conflict` when there is a later one by now.
 */
export const publishAgreement = route(paths.publishAgreement, {
  policy: 'clinic.settings',
  input: z.strictObject({ from: z.number().int().min(0).max(1_000_000).nullable(), bodies: z.strictObject({ en: body, es: body }) }),
  output: z.strictObject({ agreement: Agreement }),
  errors: ['conflict'],
});
