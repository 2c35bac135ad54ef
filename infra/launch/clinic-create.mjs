import { createInterface } from 'node:readline/promises';
import { parseArgs } from 'node:util';
import { buildApps } from './build/build-apps.mjs';
import { checkout } from './home/checkout.mjs';
import { LaunchFault } from './words/fault.mjs';
import { launched } from './start/launched.mjs';
import { step } from './words/progress.mjs';
import { runScript } from './start/run-script.mjs';
import { openMigratedDatabase } from './start/with-database.mjs';

const QUESTIONS = {
  name: 'Name of the clinic: ',
  zone: 'Its time zone, for example America/Los_Angeles: ',
  phone: 'The phone number patients call: ',
  email: 'E-mail of the first administrator: ',
};

await launched(async (launch) => {
  const answers = await completed(flags());
  const { ownerUrl, appUrl, secret } = await openMigratedDatabase(launch);
  await step('Build', (doing) => buildApps(checkout, doing));
  const args = Object.entries(answers).flatMap(([name, value]) => [`--${name}`, value]);
  const env = { ...process.env, DATABASE_URL: ownerUrl, DATABASE_APP_URL: appUrl, STEPWELL_SECRET: secret };
  return runScript(checkout, 'dist/apps/clinic/src/clinic-create.js', args, env, launch);
});

function flags() {
  const options = Object.fromEntries(Object.keys(QUESTIONS).map((name) => [name, { type: /** @type {const} */ ('string') }]));
  try {
    return parseArgs({ options }).values;
  } catch (error) {
    throw new LaunchFault(error.message, { mend: 'npm run clinic:create -- --name "Example Clinic" --zone America/Los_Angeles --phone 555-0100 --email admin@example.org' });
  }
}

async function completed(answers) {
  const missing = Object.keys(QUESTIONS).filter((name) => !answers[name]);
  if (missing.length === 0) return checked(answers);
  if (!process.stdin.isTTY) throw new LaunchFault(`${missing.map((name) => `--${name}`).join(', ')} must be given where nobody can be asked.`);
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  for (const name of missing) answers[name] = (await terminal.question(QUESTIONS[name])).trim();
  terminal.close();
  return checked(answers);
}

function checked(answers) {
  const empty = Object.keys(QUESTIONS).find((name) => !answers[name]);
  if (empty) throw new LaunchFault(`--${empty} is empty.`);
  try {
    Intl.DateTimeFormat('en', { timeZone: answers.zone });
  } catch {
    throw new LaunchFault(`"${answers.zone}" is not a time zone.`, { mend: 'write it like America/Los_Angeles' });
  }
  return answers;
}
