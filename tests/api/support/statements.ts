import pg from 'pg';

/** Every statement that this process sends to PostgreSQL, in order, until `stop()`; several in one trip are several. */
export function watchStatements(): { readonly said: string[]; stop(): void } {
  const said: string[] = [];
  const prototype = pg.Client.prototype as unknown as { query: (...given: unknown[]) => unknown };
  const { query } = prototype;
  prototype.query = function spied(this: unknown, ...given: unknown[]) {
    const text = typeof given[0] === 'string' ? given[0] : String((given[0] as { text?: string }).text);
    said.push(...text.split(/;\s+/));
    return query.apply(this, given);
  };
  return { said, stop: () => void (prototype.query = query) };
}
