const TABLES = `select c.oid::regclass::text as name, array_agg(a.attname::text order by a.attnum) as columns
  from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
 where n.nspname = 'public' and c.relkind in ('r', 'p') group by c.oid order by 1`;

const REFERENCES = `select distinct k.conrelid::regclass::text as child, k.confrelid::regclass::text as parent
  from pg_constraint k join pg_namespace n on n.oid = k.connamespace where k.contype = 'f' and n.nspname = 'public' order by 1, 2`;

/**
 * The tables of ours in a migrated database and what points where, as the text of tables.md.
 *
 * @param {(sql: string) => Promise<any[]>} query as the owner
 */
export async function drawTables(query) {
  const tables = await query(TABLES);
  const references = await query(REFERENCES);
  // Every row belongs to a clinic; drawn, those lines would hide the others.
  const lines = references.filter(({ parent }) => parent !== 'clinic').map(({ child, parent }) => `  ${parent} ||--o{ ${child} : ""`);
  return `# The tables

Written by \`WRITE_GUIDES=1 npm run test:api -- guides\` from a migrated database; the same test finds it when it is out of date. A line goes from a row to those that
point to it. What points to \`clinic\` is not drawn: nearly everything does. Tables of schema \`auth\` belong to the account library.

\`\`\`mermaid
erDiagram
${lines.join('\n')}
\`\`\`

| table | columns |
| --- | --- |
${tables.map(({ name, columns }) => `| \`${name}\` | ${columns.join(', ')} |`).join('\n')}
`;
}
