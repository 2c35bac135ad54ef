import type { SettingsOf } from '#contracts';
import { manager } from '#platform';
import { Injectable } from '@nestjs/common';
import { CohortRow } from './cohort.row.js';
import { ProgramRow } from './program.row.js';

export interface ProgramSettings {
  readonly programId: string;
  readonly name: string;
  readonly settings: SettingsOf<'program'>;
  readonly cohorts: { readonly cohortId: string; readonly name: string; readonly settings: SettingsOf<'cohort'> }[];
}

/** The settings of programs and cohorts, which are columns of their rows. Needs an open transaction; changes need one of an administrator. */
@Injectable()
export class ProgramSettingsTable {
  /** By name; the cohorts of each as well. */
  async all(): Promise<ProgramSettings[]> {
    const programs = await manager().find(ProgramRow, { order: { name: 'asc', id: 'asc' } });
    const cohorts = await manager().find(CohortRow, { order: { name: 'asc', id: 'asc' } });
    return programs.map((program) => ({
      programId: program.id,
      name: program.name,
      settings: ofProgram(program),
      cohorts: cohorts.filter(({ programId }) => programId === program.id).map((cohort) => ({ cohortId: cohort.id, name: cohort.name, settings: ofCohort(cohort) })),
    }));
  }

  async program(id: string): Promise<SettingsOf<'program'> | undefined> {
    const program = await manager().findOneBy(ProgramRow, { id });
    return program ? ofProgram(program) : undefined;
  }

  async changeProgram(id: string, settings: SettingsOf<'program'>): Promise<void> {
    await manager().update(ProgramRow, { id }, { lobbyOpensMinutes: settings.lobby_opens_minutes });
  }

  async cohort(id: string): Promise<SettingsOf<'cohort'> | undefined> {
    const cohort = await manager().findOneBy(CohortRow, { id });
    return cohort ? ofCohort(cohort) : undefined;
  }

  async changeCohort(id: string, settings: SettingsOf<'cohort'>): Promise<void> {
    await manager().update(CohortRow, { id }, settings);
  }
}

function ofProgram({ lobbyOpensMinutes }: ProgramRow): SettingsOf<'program'> {
  return { lobby_opens_minutes: lobbyOpensMinutes };
}

function ofCohort({ capacity }: CohortRow): SettingsOf<'cohort'> {
  return { capacity };
}
