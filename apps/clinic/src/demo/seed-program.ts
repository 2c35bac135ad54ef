import { Hashing } from '#identity';
import { sql, systemPrincipal, type Database } from '#platform';
import { demoClinic, demoPatients, type DemoPatient } from './demo-people.js';
import type { DemoSecrets } from './demo-secrets.js';

export interface DemoCohorts {
  readonly day: string;
  readonly evening: string;
}

/** The program with a day and an evening cohort, made when it is not there. */
export async function ensureProgram(database: Database, clinicId: string): Promise<DemoCohorts> {
  return database.withPrincipal(systemPrincipal(clinicId, 'demo'), async () => {
    const [known] = await sql<{ id: string }>('select id from program limit 1');
    const programId = known?.id ?? (await insertProgram(clinicId));
    const cohort = async (name: string, track: string): Promise<string> => {
      const [there] = await sql<{ id: string }>('select id from cohort where program_id = $1 and name = $2', [programId, name]);
      if (there) return there.id;
      const [made] = await sql<{ id: string }>('insert into cohort (clinic_id, program_id, name, track, capacity) values ($1, $2, $3, $4, 12) returning id', [clinicId, programId, name, track]);
      return made?.id ?? '';
    };
    return { day: await cohort('Day cohort A', 'day'), evening: await cohort('Evening cohort B', 'evening') };
  });
}

async function insertProgram(clinicId: string): Promise<string> {
  const [made] = await sql<{ id: string }>("insert into program (clinic_id, name, kind, zone) values ($1, 'Intensive outpatient program', 'iop_mh', $2) returning id", [clinicId, demoClinic.zone]);
  return made?.id ?? '';
}

/** Everybody of the demo with PIN and enrolment; made when absent. Returns person ids in the order of `demoPatients`. */
export async function ensurePatients(database: Database, clinicId: string, cohorts: DemoCohorts, secrets: DemoSecrets): Promise<string[]> {
  const hashing = new Hashing();
  const ids: string[] = [];
  for (const patient of demoPatients) {
    const pinHash = await hashing.hash(secrets.pin(patient.familyName));
    ids.push(await database.withPrincipal(systemPrincipal(clinicId, 'demo'), () => ensurePatient(clinicId, patient, pinHash, cohorts)));
  }
  return ids;
}

async function ensurePatient(clinicId: string, patient: DemoPatient, pinHash: string, cohorts: DemoCohorts): Promise<string> {
  const [known] = await sql<{ id: string }>("select id from person where kind = 'patient' and given_name = $1 and family_name = $2", [patient.givenName, patient.familyName]);
  const personId = known?.id ?? (await insertPatient(clinicId, patient, cohorts));
  // The PIN is drawn from the installation's secret; when that is new, so is the PIN. Wrong tries of yesterday are forgiven.
  await sql(
    `insert into pin (clinic_id, person_id, pin_hash) values ($1, $2, $3)
     on conflict (clinic_id, person_id) do update set pin_hash = excluded.pin_hash, tries = 0, tries_on = null`,
    [clinicId, personId, pinHash],
  );
  return personId;
}

async function insertPatient(clinicId: string, patient: DemoPatient, cohorts: DemoCohorts): Promise<string> {
  const [made] = await sql<{ id: string }>(
    "insert into person (clinic_id, kind, given_name, family_name, phone, locale) values ($1, 'patient', $2, $3, $4, $5) returning id",
    [clinicId, patient.givenName, patient.familyName, patient.phone, patient.locale],
  );
  const personId = made?.id ?? '';
  await sql(
    `insert into enrolment (clinic_id, cohort_id, person_id, starts_on, weekdays)
     select $1, cohort, $2, app.now()::date - 14, days from (values ($3::uuid, '{2,4}'::smallint[]), ($4::uuid, '{1,3,5}'::smallint[])) as both_tracks (cohort, days)`,
    [clinicId, personId, cohorts.day, cohorts.evening],
  );
  return personId;
}
