// `npm start` with a server that is ready at once: real PostgreSQL, real livekit-server, real supervision.
import { launched } from '../start/launched.mjs';
import { startStepwell } from '../start/start-stepwell.mjs';

const server = [new URL('./fake-server.mjs', import.meta.url).pathname, ...process.argv.slice(2)];
await launched((launch) => startStepwell(launch, { server }), { stopCode: 0 });
