import { SfuRooms } from '#group-room';
import { HealthChecks, type HealthCheck } from '#platform';
import { Injectable } from '@nestjs/common';

/** Whether LiveKit answers its API with our key. Adds itself to what must answer, in every process that has this module. */
@Injectable()
export class LiveKitHealth implements HealthCheck {
  readonly name = 'livekit';

  constructor(
    private readonly rooms: SfuRooms,
    checks: HealthChecks,
  ) {
    checks.add(this);
  }

  check(): Promise<unknown> {
    return this.rooms.listRooms();
  }
}
