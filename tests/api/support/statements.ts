import pg from 'pg';

/** One statement as it was sent. */
export interface SentStatement {
  readonly text: string;
  readonly parameters: readonly unknown[];
  /** How its transaction began, with all that was set in it; undefined for one that is a transaction by itself. */
  readonly begun: string | undefined;
  /** The login that sent it. */
  readonly login: string | undefined;
}

/**
 * Every statement that this process sends to PostgreSQL, in order, until `stop()`; several in one trip are several in `said` and one in
 * `sent`. Those that name `lost` fail as if the connection had been lost.
 */
export function watchStatements(lost?: string): { readonly said: string[]; readonly sent: SentStatement[]; stop(): void } {
  const said: string[] = [];
  const sent: SentStatement[] = [];
  const begun = new WeakMap<pg.Client, string>();
  const prototype = pg.Client.prototype as unknown as { query: (...given: unknown[]) => unknown };
  const { query } = prototype;
  prototype.query = function spied(this: pg.Client, ...given: unknown[]) {
    const { text, values, leads } = statementOf(given);
    said.push(...leads.map((lead) => lead.text), ...text.split(/;\s+/));
    if (leads[0]?.text === 'begin') begun.set(this, beginningOf(leads));
    if (/^(begin|commit|rollback)$/.test(text)) begun.delete(this);
    else sent.push({ text, parameters: values, begun: begun.get(this) ?? (leads.length > 0 ? beginningOf(leads) : undefined), login: this.user });
    if (lost !== undefined && text.includes(lost)) {
      const error = Object.assign(new Error('Connection terminated'), { code: 'ECONNRESET' });
      const answer = leads.length > 0 ? (given[0] as { callback: unknown }).callback : given.at(-1);
      return typeof answer === 'function' ? void setImmediate(answer as (error: Error) => void, error) : Promise.reject(error);
    }
    return query.apply(this, given);
  };
  return { said, sent, stop: () => void (prototype.query = query) };
}

interface Lead {
  readonly text: string;
  readonly values: readonly string[];
}

/** `leads`: what goes before it in the same trip. */
function statementOf([first, second]: unknown[]): { text: string; values: unknown[]; leads: readonly Lead[] } {
  if (typeof first === 'string') return { text: first, values: Array.isArray(second) ? second : [], leads: [] };
  const { text, values, leads = [] } = first as { text?: unknown; values?: unknown[]; leads?: readonly Lead[] };
  return { text: String(text), values: values ?? (Array.isArray(second) ? second : []), leads };
}

/** The same in one text, for whoever does it again. */
function beginningOf(leads: readonly Lead[]): string {
  const written = leads.map(({ text, values }) => text.replaceAll(/\$(\d+)/g, (_, place) => pg.escapeLiteral(values[Number(place) - 1] ?? '')));
  return ['begin', ...written.filter((text) => text !== 'begin')].join('; ');
}
