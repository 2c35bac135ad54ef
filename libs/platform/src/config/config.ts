import { z } from 'zod';
import { secretVersions } from '../keys/secret-versions.js';
import type { SettingsPiece } from './settings-piece.js';

/** An address that only this machine reaches; plain http is refused anywhere else. */
const loopback = new Set(['127.0.0.1', 'localhost', '::1', '[::1]']);

/** What every process of ours needs. What only one module needs is declared there, by `declareSettings`. */
const schema = z.object({
  PORT: z.coerce.number().int().min(0).max(65535).default(3000),
  HOST: z.string().min(1).default('127.0.0.1'),
  METRICS_PORT: z.coerce.number().int().min(0).max(65535).optional(),
  METRICS_HOST: z.string().min(1).default('127.0.0.1'),
  STEPWELL_HOME: z.string().optional(),
  STEPWELL_SECRET: secretVersions,
  DATABASE_APP_URL: z.url({ protocol: /^postgres(ql)?$/ }),
  DATABASE_POOL: z.coerce.number().int().min(1).max(100).default(10),
  REDIS_URL: z.undefined('several server processes are not supported yet: leave it unset').optional(),
  PUBLIC_URL: z.url({ protocol: /^https?$/ }).optional(),
  TRUST_PROXY: z.string().optional(),
  LOG_LEVEL: z.enum(['silent', 'error', 'warn', 'info', 'debug']).default('info'),
  NODE_ENV: z.enum(['development', 'test', 'production']).default('development'),
});

type Environment = z.infer<typeof schema>;

/** The settings of this process, read once at boot. A DI token. */
export class Config {
  /** The one origin that browsers use, without a trailing slash. */
  readonly publicOrigin: string;
  readonly isHttps: boolean;
  private readonly publicPort: string;

  constructor(
    readonly values: Readonly<Environment>,
    private readonly ofModules: ReadonlyMap<SettingsPiece, unknown> = new Map(),
  ) {
    // Worked out once: every request asks.
    this.publicOrigin = values.PUBLIC_URL ? new URL(values.PUBLIC_URL).origin : `http://${values.HOST}:${values.PORT}`;
    this.isHttps = this.publicOrigin.startsWith('https://');
    this.publicPort = new URL(this.publicOrigin).port || '80';
  }

  /** The values of a module's own settings. Throws when the app did not name the piece to `readConfig`. */
  of<Values>(piece: SettingsPiece<Values>): Values {
    if (!this.ofModules.has(piece)) throw new Error('A module asks for settings that this app did not read: name its piece in the `settings` of the app');
    return this.ofModules.get(piece) as Values;
  }

  /** Cookie name for this origin: `__Host-` on https; on plain http it carries the port, because cookies ignore ports. */
  cookieName(name: string): string {
    return this.isHttps ? `__Host-${name}` : `${name}-${this.publicPort}`;
  }
}

/**
 * Reads and checks the environment: what every process needs, and `pieces`, the settings of this app's modules. Throws an Error whose
 * message names every variable at fault and what it should be; values are never repeated, because some are secrets.
 */
export function readConfig(environment: NodeJS.ProcessEnv, pieces: readonly SettingsPiece[] = []): Config {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const parsed = schema.safeParse(given);
  const read = pieces.map((piece) => ({ piece, outcome: piece.schema.safeParse(given) }));
  const issues = [parsed, ...read.map(({ outcome }) => outcome)].flatMap(({ error }) => error?.issues ?? []);
  if (!parsed.success || issues.length > 0) {
    const lines = issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
    throw new Error(`These settings are missing or wrong:\n  ${lines.join('\n  ')}`);
  }
  const config = new Config(parsed.data, new Map(read.map(({ piece, outcome }) => [piece, outcome.data])));
  if (config.isHttps && config.values.TRUST_PROXY === undefined) {
    throw new Error('TRUST_PROXY: name the address of the proxy that speaks https (127.0.0.1, or its network), because without it everybody comes from one address and one person can shut out all');
  }
  if (!config.isHttps && !loopback.has(new URL(config.publicOrigin).hostname)) {
    throw new Error('PUBLIC_URL: people outside this machine need https, because browsers give no camera or microphone to plain http');
  }
  return config;
}
