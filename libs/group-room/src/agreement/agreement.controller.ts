import { settings, type InputOf } from '#contracts';
import { Handles, type StaffPrincipal } from '#platform';
import { Controller } from '@nestjs/common';
import { ChangeAgreement } from './change-agreement.js';

/** The text of the group agreement among the settings, over HTTP. */
@Controller()
export class AgreementController {
  constructor(private readonly agreement: ChangeAgreement) {}

  @Handles(settings.getAgreement)
  getAgreement(_nothing: InputOf<typeof settings.getAgreement>, admin: StaffPrincipal) {
    return this.agreement.read(admin);
  }

  @Handles(settings.publishAgreement)
  publishAgreement(text: InputOf<typeof settings.publishAgreement>, admin: StaffPrincipal) {
    return this.agreement.publish(admin, text);
  }
}
