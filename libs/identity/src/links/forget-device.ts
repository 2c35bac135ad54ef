import { audit } from '#audit';
import { Database } from '#platform';
import { Injectable, Optional } from '@nestjs/common';
import { LivePlaces } from '../live-places.js';
import { revokeDevice } from '../persistence/devices.js';
import { RecentProofs } from '../recent-proofs.js';
import type { VisitorPrincipal } from '../visitor-principal.js';

/** "Forget me here": this browser needs the link and the PIN again, and leaves the room that it is in. Others who use it are not touched, so the cookie stays. */
@Injectable()
export class ForgetDevice {
  constructor(
    private readonly database: Database,
    private readonly recent: RecentProofs,
    @Optional() private readonly places?: LivePlaces,
  ) {}

  async run(visitor: VisitorPrincipal): Promise<void> {
    await this.database.withPrincipal(visitor, async () => {
      await revokeDevice(visitor.deviceId);
      await this.places?.putOut(visitor.personId, [visitor.deviceId]);
      await audit('device.forgotten', { objectKind: 'device', objectId: visitor.deviceId });
    });
    this.recent.forgetAll();
  }
}
