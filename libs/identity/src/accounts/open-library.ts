import { betterAuth } from 'better-auth';
import { bearer } from 'better-auth/plugins/bearer';
import { twoFactor } from 'better-auth/plugins/two-factor';
// eslint-disable-next-line no-restricted-imports -- the library writes its own queries, for schema auth only, and wants a pool for them
import pg from 'pg';
import type { Hashing } from './hashing.js';
import { canOpenFactors, resealFactors } from './sealed-factors.js';

export interface LibrarySettings {
  /** The app login; its tables are in schema auth. */
  readonly databaseUrl: string;
  /** Each version of the library's own secret, the newest first: by that one it signs and seals, by the others it only opens. */
  readonly secrets: readonly { readonly version: number; readonly value: string }[];
  readonly origin: string;
  readonly hashing: Hashing;
}

/** better-auth as we use it: passwords and authenticator codes; nobody signs up by themselves; it tells nobody that it runs. */
export async function openLibrary(settings: LibrarySettings) {
  const pool = new pg.Pool({ connectionString: settings.databaseUrl, max: 3, options: '-c search_path=auth', application_name: 'stepwell accounts', connectionTimeoutMillis: 5000, allowExitOnIdle: true });
  // A connection that dies while idle is replaced at the next use; without a listener it would end the process.
  pool.on('error', () => undefined);
  const auth = betterAuth(options(settings, pool));
  const context = await auth.$context;
  const ask = (text: string, parameters: readonly unknown[]) => pool.query(text, [...parameters]);
  const keys = { keys: new Map(settings.secrets.map(({ version, value }) => [version, value])), currentVersion: settings.secrets[0]!.version };
  const { lost } = await resealFactors(ask, keys);
  return { api: auth.api, context, lost, canOpenFactors: (userId: string) => canOpenFactors(ask, keys, userId), close: () => pool.end() };
}

function options({ secrets, origin, hashing }: LibrarySettings, pool: pg.Pool) {
  return {
    appName: 'Stepwell',
    baseURL: origin,
    secrets: [...secrets],
    database: pool,
    telemetry: { enabled: false },
    rateLimit: { enabled: false },
    // Its log lines would tell known addresses from unknown ones; what matters is in our own log and audit.
    logger: { disabled: true },
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: 15,
      maxPasswordLength: 256,
      password: { hash: (password: string) => hashing.hash(password), verify: ({ hash, password }: { hash: string; password: string }) => hashing.matches(password, hash) },
    },
    plugins: [twoFactor({ issuer: 'Stepwell', accountLockout: { maxFailedAttempts: 10, durationSeconds: 900 } }), bearer()],
  };
}
