import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkout } from '../home/checkout.mjs';
import { composeYaml } from './livekit-config.mjs';

// Run by hand after a change of livekit-config.mjs: node infra/launch/livekit/write-compose-config.mjs
writeFileSync(join(checkout, 'infra', 'docker', 'livekit.yaml'), composeYaml());
