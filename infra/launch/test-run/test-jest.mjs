import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { toolCache } from '../home/cache.mjs';
import { runCommand } from '../processes/command.mjs';

const CONFIG = 'infra/checks/jest.config.mjs';

/**
 * Runs one Jest project and counts its tests from Jest's own report. What was skipped or left "todo" has failed, and so has a project without tests, and a suite
 * that could not run.
 *
 * @param {'unit' | 'web' | 'api' | 'live'} project @param {{ root: string, home: string, env: NodeJS.ProcessEnv, words?: readonly string[] }} where `words`: only files whose paths contain one of them
 */
export async function runJest(project, { root, home, env, words = [] }) {
  const began = Date.now();
  const report = join(home, `jest-${project}.json`);
  // The live tests have the machine for themselves; all others share it, the last core included: they wait for the database half of their time.
  const order = project === 'live' ? ['--runInBand'] : ['--maxWorkers=100%'];
  const args = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning', 'node_modules/jest/bin/jest.js', '--config', CONFIG, '--rootDir', root, '--selectProjects', project, '--cacheDirectory', toolCache(env, 'jest', [CONFIG]), ...order, '--json', '--outputFile', report, ...(words.length > 0 ? ['--testPathPatterns', ...words] : [])];
  const { code } = await runCommand(process.execPath, args, { cwd: root, env, show: 'inherit-errors' });
  return { ...countReport(report, code), seconds: (Date.now() - began) / 1000 };
}

/** Counts from a Jest report; exported for its test. @param {string} report @param {number} code Jest's exit code */
export function countReport(report, code) {
  if (!existsSync(report)) return { passed: 0, failed: 1, note: `Jest ended with code ${code} and made no report` };
  const result = JSON.parse(readFileSync(report, 'utf8'));
  const skipped = result.numPendingTests + result.numTodoTests;
  const failed = result.numFailedTests + result.numRuntimeErrorTestSuites + skipped;
  const notes = [skipped > 0 && `${skipped} skipped, counted as failed`, result.numRuntimeErrorTestSuites > 0 && `${result.numRuntimeErrorTestSuites} suites could not run`];
  if (result.numTotalTests === 0 && failed === 0) return { passed: 0, failed: 1, note: 'no tests found' };
  // A run that fails although each test passed (a global teardown, an open file) is a failure too.
  const whole = code !== 0 && failed === 0 ? 1 : 0;
  return { passed: result.numPassedTests, failed: failed + whole, note: notes.filter(Boolean).join(', ') || (whole ? `Jest ended with code ${code}` : undefined) };
}
