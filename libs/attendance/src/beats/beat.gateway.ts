import { live, type InputOf } from '#contracts';
import { NoteVisibility } from '#group-room';
import { Handles, Serves, type SeatPrincipal } from '#platform';
import { ConnectedSocket, type OnGatewayDisconnect } from '@nestjs/websockets';
import type { Socket } from 'socket.io';
import { BeatRuns } from './beat-runs.js';

/** The third witness: pages say every 2 s that they are there. Hosts beat from their seats like everybody. */
@Serves(live.groupRoom)
export class BeatGateway implements OnGatewayDisconnect {
  constructor(
    private readonly runs: BeatRuns,
    private readonly noteVisibility: NoteVisibility,
  ) {}

  @Handles(live.beat)
  async beat(input: InputOf<typeof live.beat>, who: SeatPrincipal, @ConnectedSocket() socket: Socket): Promise<Record<string, never>> {
    const { clinicId, sessionId, seatId } = who;
    const { participantSid, connection, sentMs, mediaForMs, mediaPausedMs, mediaIdleMs, visible } = input;
    if (participantSid) this.runs.heard({ id: socket.id, openedMs: socket.handshake.issued }, { clinicId, sessionId, seatId }, { participantSid, connectionState: connection, sentMs, mediaForMs, mediaPausedMs, mediaIdleMs });
    const page = socket.data as { visible?: boolean };
    if ((page.visible ?? true) !== visible) {
      page.visible = visible;
      await this.noteVisibility.run({ clinicId, sessionId, seatId, visible });
    }
    return {};
  }

  handleDisconnect(socket: Socket): void {
    void this.runs.closed(socket.id);
  }
}
