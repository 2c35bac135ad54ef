import { z } from 'zod';

/** An address that only this machine reaches; plain http is refused anywhere else. */
const loopback = new Set(['127.0.0.1', 'localhost', '::1', '[::1]']);

const schema = z.object({
  PORT: z.coerce.number().int().min(0).max(65535).default(3000),
  HOST: z.string().min(1).default('127.0.0.1'),
  METRICS_PORT: z.coerce.number().int().min(0).max(65535).optional(),
  STEPWELL_HOME: z.string().optional(),
  STEPWELL_SECRET: z.string().min(32, 'needs at least 32 characters'),
  DATABASE_APP_URL: z.url({ protocol: /^postgres(ql)?$/ }),
  DATABASE_POOL: z.coerce.number().int().min(1).max(100).default(10),
  REDIS_URL: z.undefined('several server processes are not supported yet: leave it unset').optional(),
  LIVEKIT_URL: z.url({ protocol: /^(http|ws)s?$/ }),
  LIVEKIT_API_KEY: z.string().min(1),
  LIVEKIT_API_SECRET: z.string().min(32, 'needs at least 32 characters'),
  PUBLIC_URL: z.url({ protocol: /^https?$/ }).optional(),
  TRUST_PROXY: z.string().optional(),
  LOG_LEVEL: z.enum(['silent', 'error', 'warn', 'info', 'debug']).default('info'),
  NODE_ENV: z.enum(['development', 'test', 'production']).default('development'),
});

type Environment = z.infer<typeof schema>;

/** The settings of this process, read once at boot. A DI token. */
export class Config {
  constructor(readonly values: Readonly<Environment>) {}

  /** The one origin that browsers use, without a trailing slash. */
  get publicOrigin(): string {
    return this.values.PUBLIC_URL ? new URL(this.values.PUBLIC_URL).origin : `http://${this.values.HOST}:${this.values.PORT}`;
  }

  get isHttps(): boolean {
    return this.publicOrigin.startsWith('https://');
  }

  /** Cookie name for this origin: `__Host-` on https; on plain http it carries the port, because cookies ignore ports. */
  cookieName(name: string): string {
    return this.isHttps ? `__Host-${name}` : `${name}-${new URL(this.publicOrigin).port || '80'}`;
  }
}

/**
 * Reads and checks the environment. Throws an Error whose message names every variable at fault and what it should be; values are
 * never repeated, because some are secrets.
 */
export function readConfig(environment: NodeJS.ProcessEnv): Config {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const parsed = schema.safeParse(given);
  if (!parsed.success) {
    const lines = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
    throw new Error(`These settings are missing or wrong:\n  ${lines.join('\n  ')}`);
  }
  const config = new Config(parsed.data);
  if (!config.isHttps && !loopback.has(new URL(config.publicOrigin).hostname)) {
    throw new Error('PUBLIC_URL: people outside this machine need https, because browsers give no camera or microphone to plain http');
  }
  return config;
}
