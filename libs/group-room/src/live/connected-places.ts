import { LivePlaces } from '#identity';
import type { PersonId } from '#kernel';
import { afterCommit } from '#platform';
import { Injectable } from '@nestjs/common';
import { heldPlacesOf } from '../persistence/held-places.js';
import { RoomPasses } from './room-passes.js';
import { SeatSockets } from './seat-sockets.js';

/** The group room's side of what identity takes away: passes, sockets and the connection to the SFU. */
@Injectable()
export class ConnectedPlaces extends LivePlaces {
  constructor(
    private readonly passes: RoomPasses,
    private readonly sockets: SeatSockets,
  ) {
    super();
  }

  override async putOut(personId: PersonId, holders: readonly string[]): Promise<void> {
    if (holders.length === 0) return;
    for (const { seatId, sessionId } of await heldPlacesOf(personId)) {
      const open = await this.sockets.openAt({ seatId });
      // Somebody who forgets an old phone goes on at the new one.
      const isHeldOtherwise = open.some(({ identity }) => !holders.includes(identity.holderId));
      if (!isHeldOtherwise) await this.passes.revoke(seatId, sessionId);
    }
    afterCommit(() => this.sockets.cutHeldBy(holders));
  }
}
