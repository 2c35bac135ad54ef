import { startStepwell } from './start-stepwell.mjs';
import { launched } from './launched.mjs';

await launched((launch) => startStepwell(launch, { demo: process.argv.includes('--demo') }), { stopCode: 0 });
