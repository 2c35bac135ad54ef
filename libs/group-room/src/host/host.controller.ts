import { desk, type InputOf } from '#contracts';
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

  @Handles(desk.takeHostSeat)
  takeHostSeat(_session: InputOf<typeof desk.takeHostSeat>, host: HostPrincipal) {
    return this.taking.run(host);
  }

  @Handles(desk.fetchHostPass)
  fetchHostPass({ takeOver, tabId }: InputOf<typeof desk.fetchHostPass>, host: HostPrincipal) {
    return this.passes.run(host, { takeOver, tabId });
  }
}
