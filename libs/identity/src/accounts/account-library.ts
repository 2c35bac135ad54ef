import { Config, Keyring } from '#platform';
import { Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import { Hashing } from './hashing.js';
import type { openLibrary } from './open-library.js';

export type Library = Awaited<ReturnType<typeof openLibrary>>;

/**
 * The account library (better-auth), loaded and connected at its first use: it costs a third of a second and 20 MB that a server without
 * a sign-in need not spend. It is never mounted: no address leads to it but our own handlers.
 */
@Injectable()
export class AccountLibrary implements OnApplicationShutdown {
  private readonly logger = new Logger('Accounts');
  private opened: Promise<Library> | undefined;

  constructor(
    private readonly config: Config,
    private readonly keys: Keyring,
    private readonly hashing: Hashing,
  ) {}

  get(): Promise<Library> {
    this.opened ??= this.open().catch((error: unknown) => {
      // A database that was away is asked again by the next who comes.
      this.opened = undefined;
      throw error;
    });
    return this.opened;
  }

  async onApplicationShutdown(): Promise<void> {
    await (await this.opened)?.close();
  }

  private async open(): Promise<Library> {
    const { openLibrary } = await import('./open-library.js');
    const secrets = this.keys.versions.map((version) => ({ version, value: this.keys.key('accounts', version)!.toString('base64url') }));
    const library = await openLibrary({ databaseUrl: this.config.values.DATABASE_APP_URL, secrets, origin: this.config.publicOrigin, hashing: this.hashing });
    if (library.lost > 0) this.logger.error(`${library.lost} authenticator apps were sealed by a version of STEPWELL_SECRET that is not kept any more: their people cannot sign in`);
    return library;
  }
}
