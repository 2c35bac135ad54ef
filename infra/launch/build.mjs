import { buildApps } from './build-apps.mjs';
import { checkout } from './checkout.mjs';
import { launched } from './launched.mjs';
import { requireNode } from './node-version.mjs';
import { installPackages } from './packages.mjs';
import { say, step } from './progress.mjs';

await launched(async () => {
  requireNode();
  await step('Packages', (doing) => installPackages(checkout, doing));
  await step('Build', (doing) => buildApps(checkout, doing, { force: true }));
  say('Built into dist/.');
});
