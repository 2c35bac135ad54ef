import type { LoggerService } from '@nestjs/common';

/** Says what went wrong on our side at most once a second: when LiveKit is away, everybody tries again at once. */
export class FaultLog {
  private quietUntil = 0;

  constructor(private readonly log: Pick<LoggerService, 'warn'>) {}

  /** cause: a status, or an error of which only name and code are told. */
  note(what: string, cause: unknown): void {
    const now = performance.now();
    if (now < this.quietUntil) return;
    this.quietUntil = now + 1000;
    this.log.warn(`${what} (${tell(cause)})`);
  }
}

function tell(cause: unknown): string {
  if (typeof cause !== 'object' || cause === null) return String(cause);
  const { code, name } = cause as { code?: unknown; name?: unknown };
  return typeof code === 'string' ? code : typeof name === 'string' ? name : 'unknown';
}
