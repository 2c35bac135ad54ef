import { StaffAccounts } from '#identity';
import { Database } from '#platform';
import { randomBytes } from 'node:crypto';
import { parseArgs } from 'node:util';
import { ensureClinic, ensureStaff } from './new-clinic.js';
import { openScriptContext } from './script-context.js';

/** Makes a clinic and its first administrator in a database that was given; `npm run clinic:create` asks for what is missing. */
async function create(environment: NodeJS.ProcessEnv): Promise<void> {
  const option = { type: 'string' } as const;
  const { name, zone, phone, email } = parseArgs({ options: { name: option, zone: option, phone: option, email: option } }).values;
  if (!name || !zone || !phone || !email || !environment.DATABASE_URL) throw new Error('npm run clinic:create needs --name, --zone, --phone and --email, and DATABASE_URL');
  const { clinicId, isNew } = await ensureClinic(environment.DATABASE_URL, { name, zone, phone });
  if (!isNew) throw new Error(`There is a clinic named "${name}" already; nothing was changed`);
  const context = await openScriptContext(environment);
  try {
    const password = randomBytes(15).toString('base64url');
    const userId = await context.get(StaffAccounts).create({ email, password });
    await ensureStaff(context.get(Database), clinicId, { email, givenName: 'First', familyName: 'Administrator', shownName: 'Administrator', role: 'admin', userId });
    console.log(`The clinic "${name}" is there. Its first administrator signs in with ${email} and this password, shown once:\n  ${password}`);
  } finally {
    await context.close();
  }
}

try {
  await create(process.env);
} catch (error) {
  console.error(error instanceof Error ? error.message : 'The clinic could not be made');
  process.exitCode = 1;
}
