import type { FastifyInstance } from 'fastify';

/** One part that must answer before people are let in. */
export interface HealthCheck {
  readonly name: 'database' | 'livekit' | 'keeper';
  /** Resolves when the part answers; rejects or hangs otherwise. */
  check(): Promise<unknown>;
}

/** A DI token: the checks that an app collects from its parts. */
export class HealthChecks {
  constructor(readonly all: readonly HealthCheck[]) {}
}

/** `/health/live`: the process runs. `/health/ready`: every part answered within 2 s; else 503 and the names of those that did not. */
export function registerHealth(fastify: FastifyInstance, checks: HealthChecks): void {
  fastify.get('/health/live', async () => ({ live: true }));
  fastify.get('/health/ready', async (_request, reply) => {
    const outcomes = await Promise.all(checks.all.map(async (part) => ({ name: part.name, answers: await answers(part) })));
    const away = outcomes.filter((outcome) => !outcome.answers).map((outcome) => outcome.name);
    return reply.code(away.length === 0 ? 200 : 503).send({ ready: away.length === 0, away });
  });
}

async function answers(part: HealthCheck): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<false>((resolve) => (timer = setTimeout(() => resolve(false), 2000)));
  const answered = part.check().then(
    () => true,
    () => false,
  );
  try {
    return await Promise.race([answered, tooLate]);
  } finally {
    clearTimeout(timer);
  }
}
