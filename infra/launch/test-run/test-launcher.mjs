import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { runCommand } from '../processes/command.mjs';

/**
 * Runs the launcher's own tests by `node --test` and counts them from its TAP summary.
 *
 * @param {{ root: string, home: string, env: NodeJS.ProcessEnv }} where
 */
export async function runLauncherTests({ root, home, env }) {
  const began = Date.now();
  const folder = join('infra', 'launch', 'test');
  const files = readdirSync(join(root, folder)).filter((name) => name.endsWith('.test.mjs')).map((name) => join(folder, name));
  const report = join(home, 'launch.tap');
  const reporters = ['--test-reporter=spec', '--test-reporter-destination=stdout', '--test-reporter=tap', `--test-reporter-destination=${report}`];
  const { code } = await runCommand(process.execPath, ['--test', '--test-concurrency=2', ...reporters, ...files], { cwd: root, env: withoutTestContext(env), show: 'inherit' });
  return { ...countTap(readFileSync(report, 'utf8'), code), seconds: (Date.now() - began) / 1000 };
}

/** Counts from a TAP report; exported for its test. @param {string} tap @param {number} code the exit code of the run */
export function countTap(tap, code) {
  const count = (word) => Number(new RegExp(`^# ${word} (\\d+)$`, 'm').exec(tap)?.[1] ?? 0);
  const skipped = count('skipped') + count('todo');
  const failed = count('fail') + count('cancelled') + skipped;
  if (count('tests') === 0) return { passed: 0, failed: 1, note: 'no tests found' };
  return { passed: count('pass'), failed: failed === 0 && code !== 0 ? 1 : failed, note: skipped > 0 ? `${skipped} skipped, counted as failed` : undefined };
}

// A run inside another `node --test` would otherwise report to that one.
const withoutTestContext = (env) => Object.fromEntries(Object.entries(env).filter(([name]) => name !== 'NODE_TEST_CONTEXT'));
