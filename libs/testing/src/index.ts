export { copyTemplate, type TestDatabase } from './database/test-database.js';
export { FakeSfu, type FakeSfuNews } from './fake-sfu.js';
