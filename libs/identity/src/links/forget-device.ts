import { audit } from '#audit';
import { withPrincipal } from '#platform';
import { Injectable } from '@nestjs/common';
import { revokeDevice } from '../persistence/devices.js';
import { RecentProofs } from '../recent-proofs.js';
import type { VisitorPrincipal } from '../visitor-principal.js';

/** "Forget me here": this browser needs the link and the PIN again. Others who use it are not touched, so the cookie stays. */
@Injectable()
export class ForgetDevice {
  constructor(private readonly recent: RecentProofs) {}

  async run(visitor: VisitorPrincipal): Promise<void> {
    await withPrincipal(visitor, async () => {
      await revokeDevice(visitor.deviceId);
      await audit('device.forgotten', { objectKind: 'device', objectId: visitor.deviceId });
    });
    this.recent.forgetAll();
  }
}
