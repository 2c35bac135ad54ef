import type { ClientBase, Pool, QueryResult } from 'pg';

/** Our statements are texts in the code, so there are few; a text that is put together anew each time must not fill the server's memory. */
const most = 1000;
const names = new Map<string, string>();

/**
 * What the database answers to SQL, parsed and planned by it once for each connection: the same text has the same name everywhere. Throws
 * the driver's error, with its `code` and `constraint`.
 */
export async function answerTo(on: Pool | ClientBase, text: string, parameters: readonly unknown[]): Promise<QueryResult> {
  return on.query({ name: nameOf(text), text, values: [...parameters] });
}

/** The name under which every connection keeps this text; undefined for what comes after the first thousand. */
export function nameOf(text: string): string | undefined {
  const known = names.get(text);
  if (known !== undefined || names.size >= most) return known;
  const name = `s${names.size}`;
  names.set(text, name);
  return name;
}
