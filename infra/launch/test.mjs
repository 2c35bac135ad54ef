import { launched } from './start/launched.mjs';
import { runTests } from './test-run/run-tests.mjs';

// `--only api lobby gate`: one part, and of it the files whose paths contain one of the words. `--only check --fix`: lint mends what it can.
const [, ...asked] = process.argv.slice(process.argv.indexOf('--only'));
const [only, ...words] = process.argv.includes('--only') ? asked : [];
await launched((launch) => runTests(launch, only, words));
