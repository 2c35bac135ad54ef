/** What goes on by its own clock whether or not somebody is admitted: beats, polls, the inbox. */
const ownClock = /beat_span|poll_span|webhook|presence_evidence|overdue_sessions/;

/**
 * The transactions that wrote, among statements seen on the wire, told by their first writing statement.
 *
 * @param {{ connection: number, text: string, at: number }[]} statements in order @param {(statement: { at: number }) => boolean} during which of them count
 * @returns {{ own: string[], background: string[] }} background: those on their own clock
 */
export function writesIn(statements, during) {
  const wrote = [...transactions(statements)].filter((transaction) => during(transaction[0])).map((transaction) => transaction.find(({ text }) => writing(text))).filter((found) => found !== undefined);
  const words = wrote.map(({ text }) => text.replace(/\s+/g, ' ').trim().slice(0, 60));
  return { own: words.filter((text) => !ownClock.test(text)), background: words.filter((text) => ownClock.test(text)) };
}

const writing = (text) => /\b(insert\s+into|update\s+\w+\s+set|update\s+\w+\s+\w+\s+set|delete\s+from)\b/i.test(text);

/** From begin to commit on one connection; a statement outside is a transaction by itself. */
function* transactions(statements) {
  const open = new Map();
  for (const statement of statements) {
    const { connection, text } = statement;
    const begun = open.get(connection);
    if (/^\s*(begin|start transaction)\b/i.test(text)) open.set(connection, [statement]);
    else if (!begun) yield [statement];
    else if (/^\s*(commit|rollback)\b/i.test(text)) {
      open.delete(connection);
      yield begun;
    } else begun.push(statement);
  }
}
