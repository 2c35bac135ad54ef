import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { countReport } from '../test-run/test-jest.mjs';
import { countTap } from '../test-run/test-launcher.mjs';
import { testFolder } from './launch-harness.mjs';

const none = { numPassedTests: 0, numFailedTests: 0, numPendingTests: 0, numTodoTests: 0, numRuntimeErrorTestSuites: 0, numTotalTests: 0 };

test('skipped, unfinished and unrunnable tests of Jest count as failed', (t) => {
  const report = join(testFolder(t), 'report.json');
  const count = (result, code) => {
    writeFileSync(report, JSON.stringify({ ...none, numTotalTests: 9, ...result }));
    const { passed, failed } = countReport(report, code);
    return [passed, failed];
  };
  assert.deepEqual(count({ numPassedTests: 9 }, 0), [9, 0]);
  assert.deepEqual(count({ numPassedTests: 5, numFailedTests: 1, numPendingTests: 2, numTodoTests: 1, numRuntimeErrorTestSuites: 1 }, 1), [5, 5]);
  assert.deepEqual(count({ numPassedTests: 9 }, 1), [9, 1]);
  assert.deepEqual(count({ numTotalTests: 0 }, 1), [0, 1]);
  assert.deepEqual([countReport('/nowhere', 1).failed], [1]);
});

test('skipped and cancelled tests of the launcher count as failed', () => {
  const tap = (pass, fail, cancelled, skipped) => `# tests 9\n# pass ${pass}\n# fail ${fail}\n# cancelled ${cancelled}\n# skipped ${skipped}\n# todo 0\n`;
  const count = (text, code) => [countTap(text, code).passed, countTap(text, code).failed];
  assert.deepEqual(count(tap(9, 0, 0, 0), 0), [9, 0]);
  assert.deepEqual(count(tap(5, 1, 1, 2), 1), [5, 4]);
  assert.deepEqual(count(tap(9, 0, 0, 0), 1), [9, 1]);
  assert.deepEqual(count('', 1), [0, 1]);
});

test('the last line is the sum and nothing else', () => {
  const script = `const { Tally } = await import(${JSON.stringify(new URL('../test-run/tally.mjs', import.meta.url).href)});
    const tally = new Tally(); tally.add('unit', { passed: 3, failed: 0, seconds: 1 }); tally.add('api', { passed: 2, failed: 1, seconds: 1 }); tally.sum();`;
  const lines = execFileSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' }).trimEnd().split('\n');
  assert.equal(lines.at(-1), '5 passed, 1 failed');
});
