import { launched } from './launched.mjs';
import { runTests } from './run-tests.mjs';

const only = process.argv.includes('--only') ? (process.argv[process.argv.indexOf('--only') + 1] ?? '') : undefined;
await launched((launch) => runTests(launch, only));
