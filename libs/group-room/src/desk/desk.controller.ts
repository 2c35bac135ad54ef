import { desk, type InputOf } from '#contracts';
import { Handles, type StaffPrincipal } from '#platform';
import { Controller } from '@nestjs/common';
import { ReadBlocks } from './read-blocks.js';
import { ReadSessionPeople } from './read-session-people.js';

/** The day's list and the people of a session, over HTTP. */
@Controller()
export class DeskController {
  constructor(
    private readonly blocks: ReadBlocks,
    private readonly people: ReadSessionPeople,
  ) {}

  @Handles(desk.getToday)
  getToday(_nothing: InputOf<typeof desk.getToday>, person: StaffPrincipal) {
    return this.blocks.today(person);
  }

  @Handles(desk.getSessionPeople)
  getSessionPeople({ sessionId }: InputOf<typeof desk.getSessionPeople>, person: StaffPrincipal) {
    return this.people.run(person, sessionId);
  }
}
