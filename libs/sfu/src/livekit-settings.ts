import { declareSettings } from '#platform';
import { z } from 'zod';

/** Where LiveKit is, and the key pair that its server and ours share. */
export const livekitSettings = declareSettings({
  LIVEKIT_URL: z.url({ protocol: /^(http|ws)s?$/ }),
  LIVEKIT_API_KEY: z.string().min(1),
  LIVEKIT_API_SECRET: z.string().min(32, 'needs at least 32 characters'),
});
