import { cleanNpmEnvironment } from '../packages/packages.mjs';

// What only the launcher may know (the owner of the database), and what it has decided on behalf of the server.
const WITHHELD = ['DATABASE_URL', 'STEPWELL_SECRET_FILE', 'LIVEKIT_SERVER_BIN', 'LIVEKIT_RELEASES_URL', 'CHROMIUM_BIN'];

/**
 * The environment of the server: what the person set, less what is the launcher's own, plus what the launcher found, made and picked.
 *
 * @param {NodeJS.ProcessEnv} env
 * @param {{ home: string, host: string, port: number, metricsPort: number, appUrl: string, livekit: { url: string, key: string, secret: string }, secret: string }} found
 * @returns {Record<string, string>}
 */
export function serverEnvironment(env, { home, host, port, metricsPort, appUrl, livekit, secret }) {
  const given = Object.fromEntries(Object.entries(cleanNpmEnvironment(env)).filter(([name]) => !WITHHELD.includes(name)));
  return {
    ...given,
    NODE_ENV: env.NODE_ENV || 'development',
    PORT: String(port),
    HOST: host,
    METRICS_PORT: String(metricsPort),
    PUBLIC_URL: env.PUBLIC_URL || `http://${urlHost(host)}:${port}`,
    STEPWELL_HOME: home,
    STEPWELL_SECRET: secret,
    DATABASE_APP_URL: appUrl,
    LIVEKIT_URL: livekit.url,
    LIVEKIT_API_KEY: livekit.key,
    LIVEKIT_API_SECRET: livekit.secret,
  };
}

/** How this machine reaches a server that listens there: every address includes loopback, an IPv6 one needs brackets. @param {string} host */
export function urlHost(host) {
  if (host === '0.0.0.0' || host === '::') return '127.0.0.1';
  return host.includes(':') ? `[${host}]` : host;
}
