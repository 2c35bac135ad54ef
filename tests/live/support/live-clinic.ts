import { AuditModule, auditRows } from '#audit';
import { groupRoomRows, publishAgreement } from '#group-room';
import { IdentityModule, identityRows, StaffAccounts } from '#identity';
import { createContext, Database, readConfig } from '#platform';
import { SchedulingModule, schedulingRows } from '#scheduling';
import { copyTemplate, type TestDatabase } from '#testing';
import type { INestApplicationContext } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { ensureStaff } from '../../../apps/clinic/src/new-clinic.js';
import { ClinicServer } from './clinic-server.js';
import { freePorts } from './free-ports.js';
import { LiveKitServer } from './livekit.js';
import { Relay } from './relay.js';

export const password = 'a long enough password';

export interface Host {
  readonly personId: string;
  readonly email: string;
  readonly shownName: string;
}

interface Wishes {
  /** Given the address of the server's webhook route, tells where LiveKit posts instead. */
  readonly webhooksBy?: (address: string) => string;
  /** Instead of a copy on the shared server. */
  readonly database?: TestDatabase;
  /** Of the server, besides the usual ones or instead. */
  readonly settings?: Readonly<Record<string, string>>;
}

/**
 * A whole clinic for a test file: a database of its own, a real livekit-server, the built server as a process, and between it and everybody
 * a relay that can be cut. One clinic with an agreement and clinicians.
 */
export class LiveClinic {
  private constructor(
    readonly database: TestDatabase,
    readonly livekit: LiveKitServer,
    readonly server: ClinicServer,
    readonly relay: Relay,
    /** For seeding by the real use cases, in the test's own process. */
    readonly seeding: INestApplicationContext,
    readonly clinicId: string,
  ) {}

  private readonly visitors: { vanish(): void }[] = [];

  static async start({ webhooksBy = (address) => address, database: given, settings: more = {} }: Wishes = {}): Promise<LiveClinic> {
    const database = given ?? (await copyTemplate());
    const { http: serverPort, tcp: relayPort } = await freePorts();
    const livekit = await LiveKitServer.start({ webhookUrl: webhooksBy(`http://127.0.0.1:${serverPort}/api/v1/livekit/webhook`) });
    const settings = {
      NODE_ENV: 'test',
      LOG_LEVEL: 'info',
      PUBLIC_URL: `http://127.0.0.1:${relayPort}`,
      STEPWELL_SECRET: 'test-secret-of-more-than-thirty-two-characters',
      DATABASE_APP_URL: database.appUrl,
      LIVEKIT_URL: livekit.url,
      LIVEKIT_API_KEY: livekit.apiKey,
      LIVEKIT_API_SECRET: livekit.apiSecret,
      ...more,
    };
    const server = new ClinicServer(serverPort, settings);
    await server.start().catch(async (error: unknown) => {
      // What is left behind would keep the run alive.
      await Promise.all([server.stop(), livekit.stop(), given ? undefined : database.drop()]);
      throw error;
    });
    const relay = await Relay.open(relayPort, serverPort);
    const seeding = await openSeeding(settings);
    const [clinic] = await database.owner<{ id: string }>("insert into clinic (name, zone, phone) values ('Live Test Clinic', 'America/Los_Angeles', '(916) 555-0100') returning id");
    await publishAgreement(seeding.get(Database), clinic!.id);
    return new LiveClinic(database, livekit, server, relay, seeding, clinic!.id);
  }

  get origin(): string {
    return `http://127.0.0.1:${this.relay.port}`;
  }

  /** A clinician with an account. */
  async clinician(shownName: string): Promise<Host> {
    const email = `${randomUUID()}@clinic.example.org`;
    const userId = await this.seeding.get(StaffAccounts, { strict: false }).create({ email, password });
    const personId = await ensureStaff(this.seeding.get(Database), this.clinicId, { email, givenName: 'Test', familyName: 'Clinician', shownName, role: 'clinician', userId });
    return { personId, email, shownName };
  }

  /** Whoever is still about when the clinic stops, after a failure as well: their timers and sockets would keep the run alive. */
  expectToSendHome(visitor: { vanish(): void }): void {
    this.visitors.push(visitor);
  }

  async stop(): Promise<void> {
    for (const visitor of this.visitors) visitor.vanish();
    await this.relay.close();
    await this.server.stop();
    await this.livekit.stop();
    await this.seeding.close();
    await this.database.drop();
  }
}

function openSeeding(settings: Record<string, string>): Promise<INestApplicationContext> {
  return createContext({
    config: readConfig({ ...settings, LOG_LEVEL: 'silent' }),
    modules: [AuditModule, IdentityModule, SchedulingModule],
    entities: [...auditRows, ...identityRows, ...schedulingRows, ...groupRoomRows],
    migrationList: new URL('../../../dist/migrations.json', import.meta.url),
  });
}
