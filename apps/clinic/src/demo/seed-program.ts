import { addPerson, Hashing, patientNamed, setPin } from '#identity';
import { systemPrincipal, type Database } from '#platform';
import { enrol, ensureCohort, ensureProgram } from '#scheduling';
import { demoClinic, demoPatients, type DemoPatient } from './demo-people.js';
import type { DemoSecrets } from './demo-secrets.js';

const day = 24 * 60 * 60_000;

export interface DemoCohorts {
  readonly day: string;
  readonly evening: string;
}

/** The program with a day and an evening cohort, made when it is not there. */
export async function ensureDemoProgram(database: Database, clinicId: string): Promise<DemoCohorts> {
  return database.withPrincipal(systemPrincipal(clinicId, 'demo'), async () => {
    const programId = await ensureProgram({ name: 'Intensive outpatient program', kind: 'iop_mh', zone: demoClinic.zone });
    return {
      day: await ensureCohort(programId, { name: 'Day cohort A', track: 'day', capacity: 12 }),
      evening: await ensureCohort(programId, { name: 'Evening cohort B', track: 'evening', capacity: 12 }),
    };
  });
}

/** Everybody of the demo with PIN and enrolment; made when absent. Returns person ids in the order of `demoPatients`. */
export async function ensurePatients(database: Database, clinicId: string, cohorts: DemoCohorts, secrets: DemoSecrets): Promise<string[]> {
  const hashing = new Hashing();
  const ids: string[] = [];
  for (const patient of demoPatients) {
    const pinHash = await hashing.hash(secrets.pin(patient.familyName));
    ids.push(await database.withPrincipal(systemPrincipal(clinicId, 'demo'), () => ensurePatient(patient, pinHash, cohorts)));
  }
  return ids;
}

async function ensurePatient(patient: DemoPatient, pinHash: string, cohorts: DemoCohorts): Promise<string> {
  const personId = (await patientNamed(patient.givenName, patient.familyName)) ?? (await insertPatient(patient, cohorts));
  // The PIN is drawn from the installation's secret; when that is new, so is the PIN. Wrong tries of yesterday are forgiven.
  await setPin(personId, pinHash);
  return personId;
}

async function insertPatient({ givenName, familyName, phone, locale }: DemoPatient, cohorts: DemoCohorts): Promise<string> {
  const personId = await addPerson({ kind: 'patient', givenName, familyName, phone, locale });
  const startsOn = new Date(Date.now() - 14 * day).toISOString().slice(0, 10);
  await enrol(personId, { cohortId: cohorts.day, startsOn, weekdays: [2, 4] });
  await enrol(personId, { cohortId: cohorts.evening, startsOn, weekdays: [1, 3, 5] });
  return personId;
}
