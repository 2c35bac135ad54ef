import { fileURLToPath } from 'node:url';

/** How the launcher runs a PostgreSQL. */
export interface PostgresPlan {
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  readonly uid?: number;
  readonly gid?: number;
}

/** The parts of the launcher that tests use; it is plain Node without types. */
export interface Launcher {
  postgresPlan(wanted: { root: string; home: string; port: number; password: string }, doing: () => void): Promise<PostgresPlan>;
  ensureDatabase(clusterUrl: string, name: string): Promise<void>;
  ensureAppLogin(ownerUrl: string, password: string): Promise<string>;
  migrateDatabase(ownerUrl: string, options: { appRole: string }): Promise<string[]>;
  openToAll(folder: string): boolean;
}

/** Of this checkout. */
export const root = fileURLToPath(new URL('../../..', import.meta.url));

export async function loadLauncher(): Promise<Launcher> {
  const parts = {};
  // One after the other: Jest cannot load several such files at once.
  for (const name of ['home/home', 'postgres/database', 'postgres/postgres-cluster', 'postgres/migrate-database']) Object.assign(parts, await import(`${root}infra/launch/${name}.mjs`));
  return parts as Launcher;
}
