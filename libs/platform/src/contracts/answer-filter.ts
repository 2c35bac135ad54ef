import { refusalsOf } from '#contracts';
import { DomainError } from '#kernel';
import { Catch, HttpException, Logger, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Config } from '../config/config.js';
import { calledContract } from './admitted.js';

/** Turns every error into a refusal of the closed list: problem+json over HTTP, `{ ok: false, code }` in a socket acknowledgement. */
@Catch()
export class AnswerFilter implements ExceptionFilter {
  private readonly logger = new Logger('Refused');

  constructor(private readonly config: Config) {}

  catch(thrown: unknown, host: ArgumentsHost): void {
    const error = this.declared(toDomainError(thrown), host);
    if (host.getType() === 'http') {
      const request = host.switchToHttp().getRequest<FastifyRequest>();
      if (error.code === 'internal') this.logger.error(thrown, `request ${request.id}`);
      sendProblem(host.switchToHttp().getResponse<FastifyReply>(), error, request.id);
      return;
    }
    if (error.code === 'internal') this.logger.error(thrown);
    const acknowledge = host.getArgs<unknown[]>().find((argument): argument is (answer: object) => void => typeof argument === 'function');
    acknowledge?.({ ok: false, code: error.code, details: error.details });
  }

  /** A page can only have words for what a contract declares. In tests a code that it does not declare is a fault of ours; people get it as it is. */
  private declared(error: DomainError, host: ArgumentsHost): DomainError {
    const contract = calledContract(host);
    if (!contract || refusalsOf(contract).includes(error.code)) return error;
    this.logger.error(`${contract.transport === 'http' ? contract.path : contract.name} was refused with ${error.code}, which its contract does not declare`);
    return this.config.values.NODE_ENV === 'test' ? new DomainError('internal') : error;
  }
}

/** The one form of a refusal over HTTP; a 429 says when to come again. */
export function sendProblem(reply: FastifyReply, error: DomainError, requestId: string): void {
  if (error.status === 429) reply.header('retry-after', String(error.details['retryAfterSeconds'] ?? 60));
  void reply
    .code(error.status)
    .header('cache-control', 'no-store')
    .type('application/problem+json')
    .send({ code: error.code, title: error.title, details: error.details, requestId });
}

/** A DomainError as it is; a lost database as `unavailable`; a refusal of the web framework by its status; all else as `internal`. */
export function toDomainError(thrown: unknown): DomainError {
  if (thrown instanceof DomainError) return thrown;
  if (isDatabaseAway(thrown)) return new DomainError('unavailable');
  const status = thrown instanceof HttpException ? thrown.getStatus() : (thrown as { statusCode?: unknown } | null)?.statusCode;
  if (status === 404) return new DomainError('not_found');
  if (status === 413) return new DomainError('too_large');
  if (status === 429) return new DomainError('too_many_tries');
  if (typeof status === 'number' && status >= 400 && status < 500) return new DomainError('bad_input');
  return new DomainError('internal');
}

// Class 08 (connection), 57P (shutdown), 53 (resources), and the socket errors of a server that is not there.
const awayCodes = /^(08|57P|53|ECONN|ETIMEDOUT|EPIPE|ENOTFOUND)/;

function isDatabaseAway(thrown: unknown): boolean {
  if (typeof thrown !== 'object' || thrown === null) return false;
  const { code, message } = thrown as { code?: unknown; message?: unknown };
  if (typeof code === 'string' && awayCodes.test(code)) return true;
  return typeof message === 'string' && /Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error/.test(message);
}
