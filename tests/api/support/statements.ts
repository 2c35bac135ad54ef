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
    const { text, values } = statementOf(given);
    said.push(...text.split(/;\s+/));
    if (/^begin\b/.test(text)) begun.set(this, text);
    else if (/^(commit|rollback)$/.test(text)) begun.delete(this);
    else sent.push({ text, parameters: values, begun: begun.get(this), login: this.user });
    if (lost !== undefined && text.includes(lost)) {
      const error = Object.assign(new Error('Connection terminated'), { code: 'ECONNRESET' });
      const answer = given.at(-1);
      return typeof answer === 'function' ? void setImmediate(answer as (error: Error) => void, error) : Promise.reject(error);
    }
    return query.apply(this, given);
  };
  return { said, sent, stop: () => void (prototype.query = query) };
}

function statementOf([first, second]: unknown[]): { text: string; values: unknown[] } {
  if (typeof first === 'string') return { text: first, values: Array.isArray(second) ? second : [] };
  const { text, values } = first as { text?: unknown; values?: unknown[] };
  return { text: String(text), values: values ?? (Array.isArray(second) ? second : []) };
}
