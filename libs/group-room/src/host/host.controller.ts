import { staff, type InputOf } from '#contracts';
import { Handles } from '#platform';
import { Controller } from '@nestjs/common';
import type { HostPrincipal } from '../host-principal.js';
import { FetchHostPass } from './fetch-host-pass.js';
import { TakeHostSeat } from './take-host-seat.js';

/** A host's way into the room over HTTP. */
@Controller()
export class HostController {
  constructor(
    private readonly taking: TakeHostSeat,
    private readonly passes: FetchHostPass,
  ) {}

  @Handles(staff.takeHostSeat)
  takeHostSeat(_session: InputOf<typeof staff.takeHostSeat>, host: HostPrincipal) {
    return this.taking.run(host);
  }

  @Handles(staff.fetchHostPass)
  fetchHostPass({ takeOver, tabId }: InputOf<typeof staff.fetchHostPass>, host: HostPrincipal) {
    return this.passes.run(host, { takeOver, tabId });
  }
}
