import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { lastLines, runCommand } from '../processes/command.mjs';
import { LaunchFault } from '../words/fault.mjs';

const SEEDER = 'dist/apps/clinic/src/demo/main.js';

/**
 * Makes sure that the demo clinic exists and has a live block, and returns what to show: links, PINs, sign-ins. null when this build has no demo.
 *
 * @param {string} root @param {Record<string, string>} serverEnv @param {string} ownerUrl
 * @returns {Promise<null | { links: { name: string, url: string, pin: string }[], staff: { role: string, email: string, password: string }[], block?: Record<string, unknown> }>}
 */
export async function seedDemo(root, serverEnv, ownerUrl) {
  if (!existsSync(join(root, SEEDER))) return null;
  const { code, output } = await runCommand(process.execPath, [SEEDER, '--json'], { cwd: root, env: { ...serverEnv, DATABASE_URL: ownerUrl } });
  const answer = output.trim().split('\n').findLast((line) => line.startsWith('{'));
  if (code !== 0 || !answer) throw new LaunchFault('the demo clinic could not be made.', { log: lastLines(output) });
  return JSON.parse(answer);
}

/** The lines to print below the ready line. @param {NonNullable<Awaited<ReturnType<typeof seedDemo>>>} demo @returns {string[]} */
export function demoLines({ links, staff }) {
  const wide = (words, size) => String(words).padEnd(size);
  const roles = Math.max(...staff.map((one) => one.role.length), 4) + 2;
  const mails = Math.max(...staff.map((one) => one.email.length), 4) + 2;
  return [
    '',
    'The demo clinic has a group that is live for the next 3 hours. Everyone in it is made up.',
    ...(staff.length > 0 ? ['', 'Staff sign in with:'] : []),
    ...staff.map((one) => `  ${wide(one.role, roles)}${wide(one.email, mails)}${one.password}`),
    ...(links.length > 0 ? ['', 'Patients open (in another browser):'] : []),
    ...links.flatMap((one) => [`  ${one.name}, PIN ${one.pin}`, `  ${one.url}`]),
  ];
}
