import type { LoggerService } from '@nestjs/common';
import { pino, type Logger } from 'pino';

/** Fields that must never reach a log, wherever somebody puts them. */
const redacted = ['token', 'password', 'pin', 'code', 'cookie', 'authorization', 'shownName', 'fullName', 'givenName', 'familyName', 'email', 'phone', 'address'];

export function createLog(level: string): Logger {
  return pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime, redact: { paths: redacted.flatMap((field) => [field, `*.${field}`, `*.*.${field}`]), censor: '[left out]' } });
}

/** Nest's log lines through pino: ids and codes only, one line per lifecycle transition at info. */
export class PinoLogger implements LoggerService {
  constructor(private readonly target: Logger) {}

  log(message: unknown, ...rest: unknown[]): void {
    // Nest tells of every route and module at start; that is debug to us.
    this.target.debug({ context: contextOf(rest) }, plain(message));
  }

  warn(message: unknown, ...rest: unknown[]): void {
    this.target.warn({ context: contextOf(rest) }, plain(message));
  }

  error(message: unknown, ...rest: unknown[]): void {
    this.target.error({ context: contextOf(rest), stack: stackOf(message) }, plain(message));
  }

  debug(message: unknown, ...rest: unknown[]): void {
    this.target.debug({ context: contextOf(rest) }, plain(message));
  }

  verbose(message: unknown, ...rest: unknown[]): void {
    this.debug(message, ...rest);
  }

  fatal(message: unknown, ...rest: unknown[]): void {
    this.target.fatal({ context: contextOf(rest), stack: stackOf(message) }, plain(message));
  }
}

function contextOf(rest: readonly unknown[]): string | undefined {
  const last = rest.at(-1);
  return typeof last === 'string' ? last : undefined;
}

/** An error's class and code, not its message: a driver's message may quote the values of a row. */
function plain(message: unknown): string {
  if (!(message instanceof Error)) return typeof message === 'string' ? message : 'not a text';
  const { code } = message as { code?: unknown };
  return typeof code === 'string' ? `${message.name} ${code}` : message.name;
}

/** Where it happened, without what was said: a message may have several lines, and each may quote a row. */
function stackOf(message: unknown): string | undefined {
  if (!(message instanceof Error)) return undefined;
  const { stack = '' } = message;
  const at = stack.indexOf(message.message);
  const places = at < 0 ? stack : stack.slice(at + message.message.length);
  return places.split('\n').filter((line) => line.startsWith('    at ')).join('\n');
}
