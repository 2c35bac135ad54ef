export { copyTemplate, type TestDatabase } from './database/test-database.js';
export { FakeClock } from './fake-clock.js';
export { FakeSfu, type FakeSfuNews } from './fake-sfu.js';
