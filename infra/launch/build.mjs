import { buildApps } from './build/build-apps.mjs';
import { checkout } from './home/checkout.mjs';
import { launched } from './start/launched.mjs';
import { requireNode } from './packages/node-version.mjs';
import { installPackages } from './packages/packages.mjs';
import { say, step } from './words/progress.mjs';

await launched(async () => {
  requireNode();
  await step('Packages', (doing) => installPackages(checkout, doing));
  await step('Build', (doing) => buildApps(checkout, doing, { force: true }));
  say('Built into dist/.');
});
