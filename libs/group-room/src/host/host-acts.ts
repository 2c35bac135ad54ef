import { Injectable } from '@nestjs/common';
import { AdmitSeat } from './admit-seat.js';
import { BackToLobby } from './back-to-lobby.js';
import { HoldSeat } from './hold-seat.js';
import { MuteSeat } from './mute-seat.js';
import { RemoveSeat } from './remove-seat.js';
import { SeeHelp } from './see-help.js';

/** What a host does from the room: with one seat, and with all. */
@Injectable()
export class HostActs {
  constructor(
    readonly admit: AdmitSeat,
    readonly hold: HoldSeat,
    readonly backToLobby: BackToLobby,
    readonly remove: RemoveSeat,
    readonly mute: MuteSeat,
    readonly seeHelp: SeeHelp,
  ) {}
}
