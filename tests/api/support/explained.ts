import pg from 'pg';
import type { SentStatement } from './statements.js';

/** What one statement costs the database, by the plan that it chooses at first or by that which it keeps. */
export interface Cost {
  readonly text: string;
  /** Pages that were looked at, each time counted; the larger of the two plans. */
  readonly buffers: number;
  /** Tables that were read from the first row to the last, also inside of functions, policies and triggers. */
  readonly scanned: readonly string[];
  readonly plan: string;
}

interface Plan {
  readonly 'Shared Hit Blocks'?: number;
  readonly 'Shared Read Blocks'?: number;
}

const uniqueViolation = '23505';
// A prepared statement is planned for its parameters five times; from the sixth on the database may keep one plan for all.
const untilPlanIsKept = 6;

/**
 * Explains statements as they were sent: the same login, settings and parameters, so with row-level security. Each is really done and
 * taken back.
 */
export async function explain(appUrl: string, statements: readonly SentStatement[]): Promise<Cost[]> {
  const client = new pg.Client(appUrl);
  await client.connect();
  try {
    const costs: Cost[] = [];
    for (const statement of statements) costs.push(await costOf(client, statement));
    return costs;
  } finally {
    await client.end();
  }
}

async function costOf(client: pg.Client, { text, parameters, begun }: SentStatement): Promise<Cost> {
  await client.query(begun ?? 'begin');
  try {
    await client.query(`prepare asked as ${text}`);
    const before = await scans(client);
    const given = parameters.length === 0 ? '' : `(${parameters.map((value) => literal(value)).join(', ')})`;
    // The first time a connection also reads what the tables are.
    await once(client, `explain (analyze, format json) execute asked${given}`);
    const plans: Plan[] = [];
    for (let time = 1; time <= untilPlanIsKept; time++) plans.push(await once(client, `explain (analyze, buffers, format json) execute asked${given}`));
    const after = await scans(client);
    return { text, buffers: Math.max(...plans.map(buffersOf)), plan: JSON.stringify(plans.at(-1)), scanned: [...after].filter(([table, count]) => count > (before.get(table) ?? 0)).map(([table]) => table) };
  } finally {
    await client.query('rollback');
    await client.query('deallocate all');
  }
}

/** Does it and takes it back. A row that is there already cannot be added again: such an insert stops at the key, with no plan to tell of. */
async function once(client: pg.Client, explaining: string): Promise<Plan> {
  await client.query('savepoint untouched');
  try {
    const { rows } = await client.query<{ 'QUERY PLAN': [{ Plan: Plan }] }>(explaining);
    return rows[0]!['QUERY PLAN'][0].Plan;
  } catch (error) {
    if ((error as { code?: unknown }).code === uniqueViolation) return {};
    throw error;
  } finally {
    await client.query('rollback to savepoint untouched');
  }
}

function buffersOf(plan: Plan): number {
  return (plan['Shared Hit Blocks'] ?? 0) + (plan['Shared Read Blocks'] ?? 0);
}

async function scans(client: pg.Client): Promise<Map<string, number>> {
  const { rows } = await client.query<{ table: string; count: number }>('select relid::regclass::text as table, seq_scan::int as count from pg_stat_xact_user_tables');
  return new Map(rows.map(({ table, count }) => [table, count]));
}

/** As the driver would send it, in the words of SQL. */
function literal(value: unknown): string {
  if (value === null || value === undefined) return 'null';
  if (Array.isArray(value)) return pg.escapeLiteral(`{${value.map((one) => element(one)).join(',')}}`);
  return pg.escapeLiteral(plain(value));
}

function element(value: unknown): string {
  return value === null || value === undefined ? 'NULL' : `"${plain(value).replace(/["\\]/g, '\\$&')}"`;
}

function plain(value: unknown): string {
  if (value instanceof Date) return value.toISOString();
  if (Buffer.isBuffer(value)) return `\\x${value.toString('hex')}`;
  return typeof value === 'string' ? value : JSON.stringify(value);
}
