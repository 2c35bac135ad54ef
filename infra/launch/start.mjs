import { startStepwell } from './start/start-stepwell.mjs';
import { launched } from './start/launched.mjs';

await launched((launch) => startStepwell(launch, { demo: process.argv.includes('--demo') }), { stopCode: 0 });
