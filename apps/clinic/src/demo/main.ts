import { publishAgreement } from '#group-room';
import { MakeLink, StaffAccounts } from '#identity';
import { Database, Keyring, sql, systemPrincipal } from '#platform';
import { GiveSeat, MoveSession, PlanSession } from '#scheduling';
import type { INestApplicationContext } from '@nestjs/common';
import { ensureClinic, ensureStaff } from '../new-clinic.js';
import { openScriptContext } from '../script-context.js';
import { demoClinic, demoPatients, demoStaff } from './demo-people.js';
import { DemoSecrets } from './demo-secrets.js';
import { ensureBlock, ensureNext, type Seated } from './seed-block.js';
import { ensureDemoProgram, ensurePatients } from './seed-program.js';

/**
 * Makes sure that the demo clinic is there with a block that is live for the next 3 h, and prints one line of JSON: links and PINs of the
 * two patients for a newcomer, and the staff sign-ins. Safe to repeat; runs at every start of a demo.
 */
async function seed(environment: NodeJS.ProcessEnv): Promise<object> {
  const { DATABASE_URL: ownerUrl, STEPWELL_SECRET: secret } = environment;
  if (!ownerUrl || !secret) throw new Error('DATABASE_URL and STEPWELL_SECRET are needed: npm start gives them');
  const secrets = new DemoSecrets(Keyring.from(secret));
  const { clinicId } = await ensureClinic(ownerUrl, demoClinic);
  const context = await openScriptContext(environment);
  try {
    const database = context.get(Database);
    const staff = await ensureDemoStaff(database, clinicId, secrets, context.get(StaffAccounts));
    await publishAgreement(database, clinicId);
    const cohorts = await ensureDemoProgram(database, clinicId);
    const patients = await ensurePatients(database, clinicId, cohorts, secrets);
    const seated: Seated[] = [...staff, ...patients.map((personId) => ({ personId, role: 'patient' as const }))];
    const now = new Date();
    const group = { clinicId, cohortId: cohorts[trackNow(now)], seated };
    const planning = { database, plan: context.get(PlanSession), give: context.get(GiveSeat), move: context.get(MoveSession) };
    const block = await ensureBlock(planning, group, now);
    await ensureNext(planning, group, block);
    const links = await freshLinks(context, clinicId, block.sessionId, patients, secrets);
    const signIns = demoStaff.map((member) => ({ role: member.role, email: member.email, password: secrets.password(member.email) }));
    return { links, staff: signIns, block: { sessionId: block.sessionId, from: block.from, to: block.to } };
  } finally {
    await context.close();
  }
}

async function ensureDemoStaff(database: Database, clinicId: string, secrets: DemoSecrets, accounts: StaffAccounts): Promise<Seated[]> {
  const hosts: Seated[] = [];
  for (const member of demoStaff) {
    const userId = await accounts.create({ email: member.email, password: secrets.password(member.email) });
    const personId = await ensureStaff(database, clinicId, { ...member, userId });
    if (member.role === 'clinician') hosts.push({ personId, role: hosts.length === 0 ? 'host' : 'co_facilitator' });
  }
  return hosts;
}

/** A day group before three in the afternoon of the clinic, an evening group after. */
function trackNow(now: Date): 'day' | 'evening' {
  const hour = Number(new Intl.DateTimeFormat('en-US', { hour: 'numeric', hourCycle: 'h23', timeZone: demoClinic.zone }).format(now));
  return hour < 15 ? 'day' : 'evening';
}

async function freshLinks(context: INestApplicationContext, clinicId: string, sessionId: string, patients: readonly string[], secrets: DemoSecrets): Promise<object[]> {
  const system = systemPrincipal(clinicId, 'demo');
  const seats = await context.get(Database).withPrincipal(system, () => sql<{ id: string; person_id: string }>("select id, person_id from seat where session_id = $1 and role = 'patient'", [sessionId]));
  const links: object[] = [];
  for (const [index, patient] of demoPatients.entries()) {
    const seat = seats.find((candidate) => candidate.person_id === patients[index]);
    if (!patient.forNewcomer || !seat) continue;
    const { address } = await context.get(MakeLink).run(system, { sessionId, seatId: seat.id });
    links.push({ name: patient.givenName, url: address, pin: secrets.pin(patient.familyName) });
  }
  return links;
}

try {
  console.log(JSON.stringify(await seed(process.env)));
} catch (error) {
  console.error(error instanceof Error ? error.message : 'The demo could not be made');
  process.exitCode = 1;
}
