import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Finds promises that are connected to nothing: columns that no code and no function of the database names, settings that nobody asks for,
 * error codes that nobody gives. It compares words, so it misses a dead column whose name something else has too; what it finds is dead.
 */

/** What may stay for now, each with its reason. An entry that is no longer dead is itself a fault. */
const kept = new Map([
  ['column device.created_at', 'for whoever looks into the record'],
  ['setting REDIS_URL', 'declared to be refused: several processes are not supported yet'],
  ['setting STEPWELL_HOME', 'the launcher reads it; the server accepts it so that both take one environment'],
]);

const root = new URL('../..', import.meta.url).pathname;

/** @param {string} folder @param {RegExp} wanted @returns {string[]} */
function filesOf(folder, wanted) {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && wanted.test(entry.name))
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
    .filter((file) => !/[/\\](node_modules|dist)[/\\]/.test(file));
}

const read = (file) => readFileSync(file, 'utf8');
const wordsOf = (text) => new Set(text.match(/[A-Za-z_][A-Za-z_0-9]*/g) ?? []);
const withoutComments = (sql) => sql.replace(/--.*$/gm, '');
const camel = (name) => name.replace(/_([a-z])/g, (_all, letter) => letter.toUpperCase());

const isSource = (file) => !/\.(spec|e2e-spec)\.tsx?$/.test(file);
const sources = [...filesOf('libs', /\.ts$/), ...filesOf('apps', /\.tsx?$/)].filter(isSource);
const migrations = filesOf('infra/postgres/migrations', /\.sql$/).sort();

/** `table.column` of every table of ours; those of schema auth and graphile_worker belong to libraries. */
function columns() {
  const found = new Set();
  for (const sql of migrations.map((file) => withoutComments(read(file)))) {
    for (const [, table, body] of sql.matchAll(/create table (?:if not exists )?([a-z_.]+) \(\n([\s\S]*?)\n\)/g)) {
      if (/^(auth|graphile_worker)\./.test(table)) continue;
      for (const [, column] of body.matchAll(/^ {2}(?!primary\b|foreign\b|unique\b|check\b|constraint\b|exclude\b)([a-z_]+) /gm)) found.add(`${table}.${column}`);
    }
    for (const [, table, body] of sql.matchAll(/alter table ([a-z_.]+)\s([^;]*)/g)) {
      for (const [, column] of body.matchAll(/add column (?:if not exists )?([a-z_]+)/g)) found.add(`${table}.${column}`);
      for (const [, column] of body.matchAll(/drop column (?:if exists )?([a-z_]+)/g)) found.delete(`${table}.${column}`);
    }
    for (const [, table] of sql.matchAll(/drop table (?:if exists )?([a-z_.]+)/g)) for (const name of [...found]) if (name.startsWith(`${table}.`)) found.delete(name);
  }
  return [...found].filter((name) => !name.startsWith('auth.'));
}

function deadInDatabase() {
  // A row class mirrors its table and reads nothing, a list of such classes neither; what a table says of itself (defaults, checks, keys, indexes) is no reading either.
  const files = sources.filter((file) => !/(\.row|\/persistence\/[a-z-]+-rows|\/index)\.ts$/.test(file) && !/[/\\]apps[/\\]web[/\\]/.test(file)).map(read);
  const functions = migrations.flatMap((file) => withoutComments(read(file)).match(/(\$\$[\s\S]*?\$\$|create policy[^;]*;)/g) ?? []);
  const places = [...files, ...functions].map(wordsOf);
  const all = columns();
  // Where plain records are kept, a table is named by its row class.
  const names = (words, table) => words.has(table) || words.has(rowClassOf(table));
  const deadTables = [...new Set(all.map(tableOf))].filter((table) => !places.some((words) => names(words, table)));
  const deadColumns = all.filter((name) => {
    const table = tableOf(name);
    const column = name.slice(table.length + 1);
    // A row's own key is there to be a key. Another table may have a column of that name, so it counts where both are named.
    return column !== 'id' && !deadTables.includes(table) && !places.some((words) => names(words, table) && (words.has(column) || words.has(camel(column))));
  });
  return [...deadTables.map((name) => `table ${name}`), ...deadColumns.map((name) => `column ${name}`)];
}

function rowClassOf(table) {
  return camel(`_${table}_row`).replaceAll('_', '');
}

function tableOf(column) {
  return column.slice(0, column.lastIndexOf('.'));
}

function deadSettings() {
  const declaring = sources.filter((file) => /[/\\](config|[a-z-]*-settings)\.ts$/.test(file));
  const declared = new Set(declaring.flatMap((file) => [...read(file).matchAll(/^ {2}([A-Z][A-Z_]+): z\./gm)].map(([, name]) => name)));
  // Where it is declared it is named once; a reading is a second time.
  const times = (name) => sources.reduce((sum, file) => sum + (read(file).match(new RegExp(`\\b${name}\\b`, 'g'))?.length ?? 0), 0);
  return [...declared].filter((name) => times(name) < 2);
}

function deadCodes() {
  const list = join(root, 'libs/kernel/src/domain-error.ts');
  const codes = [...read(list).matchAll(/^ {2}([a-z_]+): \[\d{3},/gm)].map(([, code]) => code);
  const server = sources.filter((file) => file !== list && !/[/\\](apps[/\\]web|libs[/\\]contracts)[/\\]/.test(file)).map(read).join('\n');
  return codes.filter((code) => !new RegExp(`['"]${code}['"]`).test(server));
}

const dead = [...deadInDatabase(), ...deadSettings().map((name) => `setting ${name}`), ...deadCodes().map((code) => `error code ${code}`)];
const faults = [...dead.filter((name) => !kept.has(name)).map((name) => `${name}: nothing reads it`), ...[...kept.keys()].filter((name) => !dead.includes(name)).map((name) => `${name}: is read by now, so it needs no exception`)];
if (faults.length > 0) {
  process.stderr.write(`Keep the promise or remove it:\n  ${faults.join('\n  ')}\n`);
  process.exitCode = 1;
}
