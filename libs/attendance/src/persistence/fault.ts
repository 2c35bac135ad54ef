/** PostgreSQL's own classes: a connection, a login, a database that is missing, resources, an operator, the system, or a conflict that a repeat mends. */
const passing = new Set(['08', '28', '3D', '40', '53', '57', '58']);
/** A database that only reads, as while another takes over. */
const readsOnly = '25006';
const sqlState = /^(?:\d[\dA-Z]|F0|HV|P0|XX)[\dA-Z]{3}$/;

/**
 * Whose fault it is that a row was not written: of the database, which is away or overloaded and will take the same row later, or of the
 * row, which no repeat will mend (a value that no table takes, a session that is gone, an instant that is none). Never throws.
 * Source: PostgreSQL 18, appendix A, error codes.
 */
export function faultOf(error: unknown): 'database' | 'row' {
  const code = codeOf(error);
  if (code !== undefined && sqlState.test(code)) return passing.has(code.slice(0, 2)) || code === readsOnly ? 'database' : 'row';
  // Our own conversions throw these before anything is sent; the driver never does.
  return error instanceof RangeError || error instanceof TypeError ? 'row' : 'database';
}

/** Whether the database could not even read a value (class 22: NUL in a text, a number or instant out of range). Never throws. */
export function isUnreadable(error: unknown): boolean {
  const code = codeOf(error);
  return error instanceof RangeError || error instanceof TypeError || (code !== undefined && sqlState.test(code) && code.startsWith('22'));
}

/** For a log line or a stored reason: the code, else the kind of error; never its message, which may quote a row. */
export function faultName(error: unknown): string {
  return codeOf(error) ?? (error instanceof Error ? error.name : 'unknown');
}

function codeOf(error: unknown): string | undefined {
  const code = typeof error === 'object' && error !== null ? (error as { code?: unknown }).code : undefined;
  return typeof code === 'string' ? code : undefined;
}
