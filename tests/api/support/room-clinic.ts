import { AuditModule, auditRows } from '#audit';
import { GroupRoomModule, groupRoomRows, NotePresence, PollWitness, SfuRooms, type RoomPoll } from '#group-room';
import { IdentityModule, identityRows } from '#identity';
import type { ClinicId, SessionId } from '#kernel';
import { createApp, createHealthModule, lookup, readConfig } from '#platform';
import { SchedulingModule, schedulingRows } from '#scheduling';
import { copyTemplate } from '#testing';
import { Global, Module } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { FakeSfu } from '../../../libs/testing/src/fake-sfu.js';
import type { TestClinic } from './clinic.js';

export interface RoomClinic extends Pick<TestClinic, 'app' | 'database' | 'origin' | 'restart' | 'stop'> {
  readonly sfu: FakeSfu;
  /** What the keeper saw. */
  readonly polls: RoomPoll[];
}

/** The lobby and the live room on a real database and real sockets; the SFU is a fake whose news arrive as webhooks would. */
export async function startRoomClinic(): Promise<RoomClinic> {
  const database = await copyTemplate();
  const folder = await mkdtemp(join(tmpdir(), 'stepwell-room-'));
  const migrationList = join(folder, 'list.json');
  await writeFile(migrationList, JSON.stringify(await database.owner('select name, sha256 from migrations.checksum order by name')));
  const port = await freePort();
  const origin = `http://127.0.0.1:${port}`;
  const sfu = new FakeSfu();
  const polls: RoomPoll[] = [];
  const boot = () => bootApp(database.appUrl, port, pathToFileURL(migrationList), sfu, polls);
  let app = await boot();
  sfu.listen(async ({ roomId, participant, what, clean }) => {
    const [room] = await lookup<{ clinic_id: ClinicId; session_id: SessionId }>('find_room($1)', [roomId]);
    if (room) await app.get(NotePresence).run({ clinicId: room.clinic_id, sessionId: room.session_id, roomId, ...participant, what, clean });
  });
  return {
    get app() {
      return app;
    },
    database,
    origin,
    sfu,
    polls,
    restart: async () => {
      await app.close();
      app = await boot();
    },
    stop: async () => {
      await app.close();
      await database.drop();
      await rm(folder, { recursive: true });
    },
  };
}

async function bootApp(appUrl: string, port: number, migrationList: URL, sfu: FakeSfu, polls: RoomPoll[]): Promise<NestFastifyApplication> {
  const witness: PollWitness = { observe: async (poll) => void polls.push(poll) };
  @Global()
  @Module({
    providers: [
      { provide: SfuRooms, useValue: sfu },
      { provide: PollWitness, useValue: witness },
    ],
    exports: [SfuRooms, PollWitness],
  })
  class FakesModule {}
  const config = readConfig({
    NODE_ENV: 'test',
    LOG_LEVEL: process.env.LOG_LEVEL ?? 'silent',
    STEPWELL_SECRET: 'test-secret-of-more-than-thirty-two-characters',
    LIVEKIT_URL: 'ws://127.0.0.1:9',
    LIVEKIT_API_KEY: 'testkey',
    LIVEKIT_API_SECRET: 'test-livekit-secret-of-more-than-32-characters',
    TRUST_PROXY: '127.0.0.1',
    DATABASE_APP_URL: appUrl,
    PORT: String(port),
  });
  const modules = [createHealthModule(), AuditModule, IdentityModule, SchedulingModule, FakesModule, GroupRoomModule];
  const app = await createApp({ config, modules, entities: [...identityRows, ...auditRows, ...schedulingRows, ...groupRoomRows], migrationList });
  await app.listen(port, '127.0.0.1');
  return app;
}

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => void probe.listen(0, '127.0.0.1', resolve));
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return port;
}
