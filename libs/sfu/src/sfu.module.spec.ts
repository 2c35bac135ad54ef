import { SfuRooms } from '#group-room';
import { Clock, SystemClock } from '#kernel';
import { Config, readConfig } from '#platform';
import { Global, Module } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import { LiveKitAccess } from './livekit-access.js';
import { LiveKitHealth } from './livekit-health.js';
import { LiveKitRooms } from './livekit-rooms.js';
import { SfuModule } from './sfu.module.js';

const config = readConfig({
  STEPWELL_SECRET: 'x'.repeat(32),
  DATABASE_APP_URL: 'postgresql://unit@127.0.0.1/unit',
  LIVEKIT_URL: 'ws://127.0.0.1:1',
  LIVEKIT_API_KEY: 'unit',
  LIVEKIT_API_SECRET: 'x'.repeat(32),
});

@Global()
@Module({
  providers: [
    { provide: Config, useValue: config },
    { provide: Clock, useClass: SystemClock },
  ],
  exports: [Config, Clock],
})
class Platform {}

it('gives the group room its rooms from the settings, and is not ready while LiveKit is away', async () => {
  const app = await Test.createTestingModule({ imports: [Platform, SfuModule] }).compile();
  expect(app.get(SfuRooms)).toBeInstanceOf(LiveKitRooms);
  expect(app.get(LiveKitAccess).address.href).toBe('http://127.0.0.1:1/');
  await expect(app.get(LiveKitHealth).check()).rejects.toMatchObject({ code: 'unavailable' });
  await app.close();
});
