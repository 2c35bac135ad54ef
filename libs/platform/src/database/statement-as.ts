import pg, { type PoolClient } from 'pg';
import type { ClinicPrincipal } from './principal.js';
import { nameOf, rowsOf } from './prepared.js';

/** As whom a transaction acts, and the instant that `app.now()` is in all of it. */
export interface Actor {
  readonly principal: ClinicPrincipal;
  readonly at: Date;
}

/** What row-level security asks, in the order of `settingsOf`. Each is set each time, so that none is left from whom the connection served before. */
const settings = ['clinic_id', 'acts_as', 'person_id', 'session_id', 'seat_id', 'roles', 'now'];
const actAs = `select num_nulls(${settings.map((name, place) => `set_config('app.${name}', $${place + 1}, true)`).join(', ')})`;

/**
 * Rows by SQL, with the settings of the actor before it: both go out together, are done in this order, and are answered together. They hold to the end
 * of the transaction that is open; without one the two are a transaction by themselves, committed when this resolves. Throws the driver's error.
 */
export async function rowsAs(client: PoolClient, actor: Actor, text: string, parameters: readonly unknown[]): Promise<unknown[]> {
  const name = nameOf(actAs)!;
  const values = settingsOf(actor);
  // A connection that does not know the settings' statement yet is taught it by running it once.
  if (!knows(client, name)) rowsOf(client, actAs, values).catch(() => undefined);
  const statement = new StatementAs({ text, name: nameOf(text), values: [...parameters], queryMode: 'extended' }, { name, values });
  return new Promise((resolve, reject) => {
    statement.callback = (error, result) => (error ? reject(error) : resolve(result.rows));
    client.query(statement as unknown as pg.Submittable);
  });
}

interface Lead {
  readonly name: string;
  readonly values: readonly string[];
}

/** What the driver's own query does on the wire; its declared type leaves it out. */
interface WireQuery {
  callback: (error: Error | null, result: { rows: unknown[] }) => void;
  prepare(connection: Wire): void;
  handleDataRow(message: unknown): void;
  handleCommandComplete(message: unknown, connection: Wire): void;
}

interface Wire {
  readonly parsedStatements: Readonly<Record<string, string>>;
  readonly submittedNamedStatements: Readonly<Record<string, string>>;
  bind(message: { statement: string; values: readonly string[] }): void;
  execute(message: object): void;
}

type WireConfig = pg.QueryConfig & { readonly queryMode: 'extended' };
const WireQuery = pg.Query as unknown as new (config: WireConfig) => WireQuery;

/** One statement of the driver with another before it that is already prepared. Until that one is complete, what comes is its answer. */
class StatementAs extends WireQuery {
  private isLed = false;

  constructor(
    config: WireConfig,
    private readonly lead: Lead,
  ) {
    super(config);
  }

  override prepare(connection: Wire): void {
    connection.bind({ statement: this.lead.name, values: this.lead.values });
    connection.execute({});
    super.prepare(connection);
  }

  override handleDataRow(message: unknown): void {
    if (this.isLed) super.handleDataRow(message);
  }

  override handleCommandComplete(message: unknown, connection: Wire): void {
    if (this.isLed) return super.handleCommandComplete(message, connection);
    this.isLed = true;
  }
}

function knows(client: PoolClient, name: string): boolean {
  const { parsedStatements, submittedNamedStatements } = (client as unknown as { connection: Wire }).connection;
  return name in parsedStatements || name in submittedNamedStatements;
}

function settingsOf({ principal, at }: Actor): string[] {
  const now = at.toISOString();
  if (principal.kind === 'system') return [principal.clinicId, principal.kind, '', '', '', '', now];
  const { clinicId, kind, personId, sessionId = '', seatId = '' } = principal;
  return [clinicId, kind, personId, sessionId, seatId, principal.kind === 'staff' ? principal.roles.join(',') : '', now];
}
