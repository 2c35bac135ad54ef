import type { FastifyInstance } from 'fastify';

/** One part that must answer before people are let in. */
export interface HealthCheck {
  /** A short word for `away`, e.g. `livekit`. */
  readonly name: string;
  /** Resolves when the part answers; rejects or hangs otherwise. */
  check(): Promise<unknown>;
}

/** What must answer in this process. Each module adds its own part, so that no composition of modules can leave one out. A DI token. */
export class HealthChecks {
  private readonly parts = new Map<string, HealthCheck>();

  /** Throws when the name is taken: of two checks under one name one would be asked by nobody. */
  add(part: HealthCheck): void {
    if (this.parts.has(part.name)) throw new Error(`There is a health check named "${part.name}" already`);
    this.parts.set(part.name, part);
  }

  get all(): readonly HealthCheck[] {
    return [...this.parts.values()];
  }
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
