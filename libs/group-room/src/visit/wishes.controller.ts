import { visit, type InputOf } from '#contracts';
import { Handles, type SeatPrincipal } from '#platform';
import { Controller } from '@nestjs/common';
import { AskStaff } from './ask-staff.js';
import { KeepMediaWishes } from './keep-media-wishes.js';
import { LeaveSession } from './leave-session.js';

/** What a person may want at any time of a visit: help, a word to staff, a camera that is off, to leave. */
@Controller()
export class WishesController {
  constructor(
    private readonly asking: AskStaff,
    private readonly wishes: KeepMediaWishes,
    private readonly leaving: LeaveSession,
  ) {}

  @Handles(visit.askForHelp)
  async askForHelp({ helpId }: InputOf<typeof visit.askForHelp>, person: SeatPrincipal) {
    await this.asking.run(person, helpId, 'talk');
    return {};
  }

  @Handles(visit.tellStaff)
  async tellStaff({ noteId, about }: InputOf<typeof visit.tellStaff>, person: SeatPrincipal) {
    await this.asking.run(person, noteId, about);
    return {};
  }

  @Handles(visit.keepMediaWishes)
  async keepMediaWishes({ seatId: _seat, ...wishes }: InputOf<typeof visit.keepMediaWishes>, person: SeatPrincipal) {
    await this.wishes.run(person, wishes);
    return {};
  }

  @Handles(visit.leaveSession)
  async leaveSession(_seat: InputOf<typeof visit.leaveSession>, person: SeatPrincipal) {
    await this.leaving.run(person);
    return {};
  }
}
