import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { Config } from '#platform';
import { createHmac } from 'node:crypto';
import { Hashing } from './hashing.js';
import type { openLibrary } from './open-library.js';

export type Library = Awaited<ReturnType<typeof openLibrary>>;

/**
 * The account library (better-auth), loaded and connected at its first use: it costs a third of a second and 20 MB that a server without
 * a sign-in need not spend. It is never mounted: no address leads to it but our own handlers.
 */
@Injectable()
export class AccountLibrary implements OnApplicationShutdown {
  private opened: Promise<Library> | undefined;

  constructor(
    private readonly config: Config,
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
    const { DATABASE_APP_URL, STEPWELL_SECRET } = this.config.values;
    return openLibrary({ databaseUrl: DATABASE_APP_URL, secret: accountSecret(STEPWELL_SECRET), origin: this.config.publicOrigin, hashing: this.hashing });
  }
}

/** The library's own secret, made from the installation's, so that neither stands in for the other. */
function accountSecret(installationSecret: string): string {
  return createHmac('sha256', installationSecret).update('stepwell accounts').digest('base64url');
}
