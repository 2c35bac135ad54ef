import { checkout } from './home/checkout.mjs';
import { launched } from './start/launched.mjs';
import { openRunning } from './start/open-running.mjs';
import { runScript } from './start/run-script.mjs';

await launched(async (launch) => {
  const { env } = openRunning(process.env);
  return runScript(checkout, 'dist/apps/clinic/src/demo/simulate.js', process.argv.slice(2), { ...process.env, ...env }, launch);
});
