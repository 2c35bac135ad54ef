import { SfuRooms } from '#group-room';
import { PartHealth } from '#platform';
import { Injectable } from '@nestjs/common';

/** Whether LiveKit answers its API with our key. */
@Injectable()
export class LiveKitHealth extends PartHealth {
  override readonly name = 'livekit';

  constructor(private readonly rooms: SfuRooms) {
    super();
  }

  override check(): Promise<unknown> {
    return this.rooms.listRooms();
  }
}
