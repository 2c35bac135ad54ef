import { SfuRooms } from '#group-room';
import { Config } from '#platform';
import { Global, Module } from '@nestjs/common';
import { LiveKitAccess } from './livekit-access.js';
import { LiveKitHealth } from './livekit-health.js';
import { LiveKitRooms } from './livekit-rooms.js';

/** LiveKit as the group room's SfuRooms. Global, because the group room asks for the port and knows nothing of this module. */
@Global()
@Module({
  providers: [
    {
      provide: LiveKitAccess,
      useFactory: ({ values }: Config) => new LiveKitAccess(values.LIVEKIT_URL, values.LIVEKIT_API_KEY, values.LIVEKIT_API_SECRET),
      inject: [Config],
    },
    { provide: SfuRooms, useClass: LiveKitRooms },
    LiveKitHealth,
  ],
  exports: [LiveKitAccess, SfuRooms, LiveKitHealth],
})
export class SfuModule {}
