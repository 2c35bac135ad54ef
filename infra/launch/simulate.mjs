import { checkout } from './checkout.mjs';
import { launched } from './launched.mjs';
import { openRunning } from './open-running.mjs';
import { runScript } from './run-script.mjs';

await launched(async (launch) => {
  const { env } = openRunning(process.env);
  return runScript(checkout, 'dist/apps/clinic/src/demo/simulate.js', process.argv.slice(2), { ...process.env, ...env }, launch);
});
