import { SfuRooms } from '#group-room';
import { Config } from '#platform';
import { Global, Module } from '@nestjs/common';
import { LiveKitAccess } from './livekit-access.js';
import { LiveKitHealth } from './livekit-health.js';
import { LiveKitRooms } from './livekit-rooms.js';
import { livekitSettings } from './livekit-settings.js';

/** LiveKit as the group room's SfuRooms. Global, because the group room asks for the port and knows nothing of this module. */
@Global()
@Module({
  providers: [
    {
      provide: LiveKitAccess,
      useFactory: (config: Config) => {
        const { LIVEKIT_URL, LIVEKIT_API_KEY, LIVEKIT_API_SECRET } = config.of(livekitSettings);
        return new LiveKitAccess(LIVEKIT_URL, LIVEKIT_API_KEY, LIVEKIT_API_SECRET);
      },
      inject: [Config],
    },
    { provide: SfuRooms, useClass: LiveKitRooms },
    LiveKitHealth,
  ],
  exports: [LiveKitAccess, SfuRooms],
})
export class SfuModule {}
