import pg, { type PoolClient, type QueryResult } from 'pg';
import type { ClinicPrincipal } from './principal.js';
import { answerTo, nameOf } from './prepared.js';

/** As whom a transaction acts, and the instant that `app.now()` is in all of it. */
export interface Actor {
  readonly principal: ClinicPrincipal;
  readonly at: Date;
}

/** What row-level security asks, in the order of `settingsOf`. Each is set each time, so that none is left from whom the connection served before. */
const settings = ['clinic_id', 'acts_as', 'person_id', 'session_id', 'seat_id', 'roles', 'now'];
const actAs = `select num_nulls(${settings.map((name, place) => `set_config('app.${name}', $${place + 1}, true)`).join(', ')})`;

/** Named before all others, because what leads is run by its name. */
const leadNames = ['begin', actAs].map((text) => nameOf(text)!);

/** What goes before a statement; nobody reads its answer. */
interface Lead {
  readonly text: string;
  readonly values: readonly string[];
}

/**
 * What the database answers to SQL, with the settings of the actor before it. All goes out together, is done in this order or, after a fault, not at all, and is answered
 * together. `opens`: with the begin of a transaction too, in which the settings hold to its end; else the statement is a transaction by itself, committed
 * when this resolves. Throws the driver's error.
 */
export function answerAs(client: PoolClient, actor: Actor, opens: boolean, { text, parameters }: { text: string; parameters: readonly unknown[] }): Promise<QueryResult> {
  const act = { text: actAs, values: settingsOf(actor) };
  const leads = opens ? [{ text: 'begin', values: [] }, act] : [act];
  if (!knows(client)) teach(client, act);
  const statement = new StatementAs({ text, name: nameOf(text), values: [...parameters], queryMode: 'extended' }, leads);
  return new Promise((resolve, reject) => {
    statement.callback = (error, result) => (error ? reject(error) : resolve(result));
    client.query(statement as unknown as pg.Submittable);
  });
}

/** Whether what leads was run on this connection before, and so can be run by its name. */
function knows(client: PoolClient): boolean {
  const { parsedStatements, submittedNamedStatements } = (client as unknown as { connection: Wire }).connection;
  return leadNames.every((name) => name in parsedStatements || name in submittedNamedStatements);
}

/** By running it once, for nothing. If it fails, what follows by name fails as well, and the next to come teaches again. */
function teach(client: PoolClient, act: Lead): void {
  for (const { text, values } of [{ text: 'begin', values: [] }, act, { text: 'rollback', values: [] }]) answerTo(client, text, values).catch(() => undefined);
}

/** What the driver's own query does on the wire; its declared type leaves it out. */
interface WireQuery {
  callback: (error: Error | null, result: QueryResult) => void;
  prepare(connection: Wire): void;
  handleDataRow(message: unknown): void;
  handleCommandComplete(message: unknown, connection: Wire): void;
}

interface Wire {
  readonly parsedStatements: Readonly<Record<string, string>>;
  readonly submittedNamedStatements: Readonly<Record<string, string>>;
  bind(message: { statement: string | undefined; values: readonly string[] }): void;
  execute(message: object): void;
}

type WireConfig = pg.QueryConfig & { readonly queryMode: 'extended' };
const WireQuery = pg.Query as unknown as new (config: WireConfig) => WireQuery;

/** One statement of the driver with others before it that the connection knows. Until those are complete, what comes is their answer. */
class StatementAs extends WireQuery {
  private leadsDone = 0;

  constructor(
    config: WireConfig,
    private readonly leads: readonly Lead[],
  ) {
    super(config);
  }

  override prepare(connection: Wire): void {
    for (const { text, values } of this.leads) {
      connection.bind({ statement: nameOf(text), values });
      connection.execute({});
    }
    super.prepare(connection);
  }

  override handleDataRow(message: unknown): void {
    if (this.leadsDone === this.leads.length) super.handleDataRow(message);
  }

  override handleCommandComplete(message: unknown, connection: Wire): void {
    if (this.leadsDone === this.leads.length) return super.handleCommandComplete(message, connection);
    this.leadsDone += 1;
  }
}

function settingsOf({ principal, at }: Actor): string[] {
  const now = at.toISOString();
  if (principal.kind === 'system') return [principal.clinicId, principal.kind, '', '', '', '', now];
  const { clinicId, kind, personId, sessionId = '', seatId = '' } = principal;
  return [clinicId, kind, personId, sessionId, seatId, principal.kind === 'staff' ? principal.roles.join(',') : '', now];
}
