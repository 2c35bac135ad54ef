import { live, type InputOf } from '#contracts';
import { Handles, Serves, type SeatPrincipal, type SocketIdentity } from '#platform';
import type { OnGatewayConnection, OnGatewayDisconnect, OnGatewayInit } from '@nestjs/websockets';
import type { Namespace, Socket } from 'socket.io';
import type { HostPrincipal } from './host-principal.js';
import { HostActs } from './host/host-acts.js';
import { EndSession } from './live/end-session.js';
import { firstRoomsOf, SeatSockets } from './live/seat-sockets.js';
import { Snapshots } from './live/snapshots.js';
import { NotePage } from './note-page.js';

/** The live session over Socket.IO. Holds nothing: who somebody is was proven at the handshake and is proven again on each event. */
@Serves(live.groupRoom)
export class GroupRoomGateway implements OnGatewayInit<Namespace>, OnGatewayConnection<Socket>, OnGatewayDisconnect<Socket> {
  constructor(
    private readonly acts: HostActs,
    private readonly ending: EndSession,
    private readonly snapshots: Snapshots,
    private readonly sockets: SeatSockets,
    private readonly pages: NotePage,
  ) {}

  afterInit(namespace: Namespace): void {
    this.sockets.serve(namespace);
  }

  async handleConnection(socket: Socket): Promise<void> {
    const { identity } = socket.data as { identity?: SocketIdentity };
    if (!identity) return void socket.disconnect(true);
    await socket.join(firstRoomsOf(identity));
    await this.pages.opened(identity);
  }

  handleDisconnect(socket: Socket): void {
    const { identity } = socket.data as { identity?: SocketIdentity };
    if (identity) this.pages.look(identity);
  }

  @Handles(live.admitSeat)
  async admitSeat({ seatId }: InputOf<typeof live.admitSeat>, host: HostPrincipal) {
    await this.acts.admit.run(host, seatId);
    return {};
  }

  @Handles(live.admitExpected)
  async admitExpected(_all: InputOf<typeof live.admitExpected>, host: HostPrincipal) {
    return { admitted: await this.acts.admit.allExpected(host) };
  }

  @Handles(live.holdSeat)
  async holdSeat({ seatId, message }: InputOf<typeof live.holdSeat>, host: HostPrincipal) {
    await this.acts.hold.run(host, seatId, message);
    return {};
  }

  @Handles(live.backToLobby)
  async backToLobby({ seatId }: InputOf<typeof live.backToLobby>, host: HostPrincipal) {
    await this.acts.backToLobby.run(host, seatId);
    return {};
  }

  @Handles(live.removeSeat)
  async removeSeat({ seatId, mayReturn, reason }: InputOf<typeof live.removeSeat>, host: HostPrincipal) {
    await this.acts.remove.run(host, seatId, { mayReturn, reason });
    return {};
  }

  @Handles(live.muteSeat)
  async muteSeat({ seatId }: InputOf<typeof live.muteSeat>, host: HostPrincipal) {
    await this.acts.mute.run(host, seatId);
    return {};
  }

  @Handles(live.seeHelp)
  async seeHelp({ helpId }: InputOf<typeof live.seeHelp>, host: HostPrincipal) {
    await this.acts.seeHelp.run(host, helpId);
    return {};
  }

  @Handles(live.endSession)
  async endSession(_session: InputOf<typeof live.endSession>, host: HostPrincipal) {
    await this.ending.run(host, host.sessionId, 'host');
    return {};
  }

  @Handles(live.staffSnapshot)
  staffSnapshot(_session: InputOf<typeof live.staffSnapshot>, host: HostPrincipal) {
    return this.snapshots.forStaff(host);
  }

  @Handles(live.seatSnapshot)
  seatSnapshot(_seat: InputOf<typeof live.seatSnapshot>, person: SeatPrincipal) {
    return this.snapshots.forSeat(person);
  }
}
