import { checkout } from './home/checkout.mjs';
import { launched } from './start/launched.mjs';
import { requireNode } from './packages/node-version.mjs';
import { installPackages, cleanNpmEnvironment } from './packages/packages.mjs';
import { step } from './words/progress.mjs';
import { runScript } from './start/run-script.mjs';
import { openTestRun } from './test-run/run-tests.mjs';
import { testNeeds } from './test-run/test-parts.mjs';

// Everything that the live tests need, in a home of its own; the measuring itself is in tests/bench.
await launched(async (launch) => {
  requireNode();
  const run = await openTestRun(launch);
  await step('Packages', (doing) => installPackages(checkout, doing));
  const found = await testNeeds(run)('live');
  return runScript(checkout, 'tests/bench/run.mjs', process.argv.slice(2), { ...cleanNpmEnvironment(process.env), ...found }, launch);
});
