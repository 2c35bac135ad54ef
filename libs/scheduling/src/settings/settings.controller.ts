import { settings, type InputOf } from '#contracts';
import { readClinicSettings } from '#identity';
import { Database, Handles, type StaffPrincipal } from '#platform';
import { Controller } from '@nestjs/common';
import { ProgramSettingsTable } from '../persistence/program-settings.js';
import { ChangeSettings } from './change-settings.js';

/** The administrator's settings, over HTTP. */
@Controller()
export class SettingsController {
  constructor(
    private readonly database: Database,
    private readonly programs: ProgramSettingsTable,
    private readonly changes: ChangeSettings,
  ) {}

  @Handles(settings.getSettings)
  getSettings(_nothing: InputOf<typeof settings.getSettings>, admin: StaffPrincipal) {
    return this.database.withPrincipal(admin, async () => ({ clinic: await readClinicSettings(), programs: await this.programs.all() }));
  }

  @Handles(settings.changeClinicSettings)
  changeClinic(change: InputOf<typeof settings.changeClinicSettings>, admin: StaffPrincipal) {
    return this.changes.ofClinic(admin, change);
  }

  @Handles(settings.changeProgramSettings)
  changeProgram({ programId, ...change }: InputOf<typeof settings.changeProgramSettings>, admin: StaffPrincipal) {
    return this.changes.ofProgram(admin, programId, change);
  }

  @Handles(settings.changeCohortSettings)
  changeCohort({ cohortId, ...change }: InputOf<typeof settings.changeCohortSettings>, admin: StaffPrincipal) {
    return this.changes.ofCohort(admin, cohortId, change);
  }
}
