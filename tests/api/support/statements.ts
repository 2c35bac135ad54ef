import pg from 'pg';

/**
 * Every statement that this process sends to PostgreSQL, in order, until `stop()`; several in one trip are several. Those that name
 * `lost` fail as if the connection had been lost.
 */
export function watchStatements(lost?: string): { readonly said: string[]; stop(): void } {
  const said: string[] = [];
  const prototype = pg.Client.prototype as unknown as { query: (...given: unknown[]) => unknown };
  const { query } = prototype;
  prototype.query = function spied(this: unknown, ...given: unknown[]) {
    const text = typeof given[0] === 'string' ? given[0] : String((given[0] as { text?: string }).text);
    said.push(...text.split(/;\s+/));
    if (lost !== undefined && text.includes(lost)) {
      const error = Object.assign(new Error('Connection terminated'), { code: 'ECONNRESET' });
      const answer = given.at(-1);
      return typeof answer === 'function' ? void setImmediate(answer as (error: Error) => void, error) : Promise.reject(error);
    }
    return query.apply(this, given);
  };
  return { said, stop: () => void (prototype.query = query) };
}
