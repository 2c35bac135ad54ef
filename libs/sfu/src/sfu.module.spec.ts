import { SfuRooms } from '#group-room';
import { Clock, SystemClock } from '#kernel';
import { Config, HealthChecks, readConfig } from '#platform';
import { Global, Module } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import { LiveKitAccess } from './livekit-access.js';
import { LiveKitRooms } from './livekit-rooms.js';
import { livekitSettings } from './livekit-settings.js';
import { SfuModule } from './sfu.module.js';

const config = readConfig(
  {
    STEPWELL_SECRET: 'x'.repeat(32),
    DATABASE_APP_URL: 'postgresql://unit@127.0.0.1/unit',
    LIVEKIT_URL: 'ws://127.0.0.1:1',
    LIVEKIT_API_KEY: 'unit',
    LIVEKIT_API_SECRET: 'x'.repeat(32),
  },
  [livekitSettings],
);

@Global()
@Module({
  providers: [
    { provide: Config, useValue: config },
    { provide: Clock, useClass: SystemClock },
    HealthChecks,
  ],
  exports: [Config, Clock, HealthChecks],
})
class Platform {}

it('gives the group room its rooms from the settings, and is not ready while LiveKit is away', async () => {
  const app = await Test.createTestingModule({ imports: [Platform, SfuModule] }).compile();
  expect(app.get(SfuRooms)).toBeInstanceOf(LiveKitRooms);
  expect(app.get(LiveKitAccess).address.href).toBe('http://127.0.0.1:1/');
  const [part] = app.get(HealthChecks).all;
  expect(part?.name).toBe('livekit');
  await expect(part?.check()).rejects.toMatchObject({ code: 'unavailable' });
  await app.close();
});
