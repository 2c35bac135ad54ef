export { copyTemplate, type TestDatabase } from './database/test-database.js';
