import { audit } from '#audit';
import { countryOfPhone, phoneNumber, settingKeys, type SettingKey, type SettingScope, type SettingsOf } from '#contracts';
import { isZoneOfDatabase, readClinicSettings, SessionLinks, takeSettings, writeClinicSetting } from '#identity';
import { Clock, DomainError } from '#kernel';
import { Database } from '#platform';
import { Injectable } from '@nestjs/common';
import { lobbyOpensAt } from '../domain/session-plan.js';
import { settingChange, type Values } from '../domain/setting-change.js';
import { Plans } from '../persistence/plans.js';
import { ProgramSettingsTable } from '../persistence/program-settings.js';
import type { Planner } from '../planner.js';

/** `from`: what the author had read; `to`: what they want, of the same keys. */
export interface ChangeOf<Scope extends SettingScope> {
  readonly from: { readonly [Key in SettingKey<Scope>]?: string | number | null | undefined };
  readonly to: { readonly [Key in SettingKey<Scope>]?: SettingsOf<Scope>[Key] | undefined };
}

/** `followed`: how many planned sessions were changed with it. */
export interface Changed<Scope extends SettingScope> {
  readonly settings: SettingsOf<Scope>;
  readonly followed: number;
}

/**
 * An administrator's changes of settings, each with its lines in the access log. Two at once come one after the other. All throw
 * `conflict` with the `key` that somebody else changed meanwhile, and `bad_input` with `field` for what cannot be meant.
 */
@Injectable()
export class ChangeSettings {
  constructor(
    private readonly database: Database,
    private readonly plans: Plans,
    private readonly programs: ProgramSettingsTable,
    private readonly links: SessionLinks,
    private readonly clock: Clock,
  ) {}

  /** A number is kept in the form of the clinic's country. */
  async ofClinic(by: Planner, { from, to }: ChangeOf<'clinic'>): Promise<Changed<'clinic'>> {
    return this.database.withPrincipal(by, async () => {
      await takeSettings();
      const now = await readClinicSettings();
      const wish = withNumbers(to, now.clinic_phone);
      const keys = keysToChange<'clinic'>(now, { from, to: wish });
      if (keys.includes('clinic_zone') && !(await isZoneOfDatabase(String(wish.clinic_zone)))) throw new DomainError('bad_input', { field: 'to.clinic_zone', reason: 'zone' });
      for (const key of keys) await writeClinicSetting(key, wish[key] as SettingsOf<'clinic'>[typeof key]);
      await auditChange('clinic', by.clinicId, keys, now, wish);
      return { settings: { ...now, ...present(wish) }, followed: 0 };
    });
  }

  /** Lobbies that have not opened open by the new minutes, and links with them. Throws also `not_found`. */
  async ofProgram(by: Planner, programId: string, { from, to }: ChangeOf<'program'>): Promise<Changed<'program'>> {
    return this.database.withPrincipal(by, async () => {
      await takeSettings();
      const now = await this.programs.program(programId);
      if (!now) throw new DomainError('not_found');
      const keys = keysToChange<'program'>(now, { from, to });
      const settings = { ...now, ...present(to) };
      if (keys.length === 0) return { settings, followed: 0 };
      await this.programs.changeProgram(programId, settings);
      await auditChange('program', programId, keys, now, to);
      return { settings, followed: await this.followLobbies(programId, settings.lobby_opens_minutes) };
    });
  }

  /** Planned sessions that had the old capacity get the new one, while their lobby has not opened. Throws also `not_found`. */
  async ofCohort(by: Planner, cohortId: string, { from, to }: ChangeOf<'cohort'>): Promise<Changed<'cohort'>> {
    return this.database.withPrincipal(by, async () => {
      await takeSettings();
      const now = await this.programs.cohort(cohortId);
      if (!now) throw new DomainError('not_found');
      const keys = keysToChange<'cohort'>(now, { from, to });
      const settings = { ...now, ...present(to) };
      if (keys.length === 0) return { settings, followed: 0 };
      await this.programs.changeCohort(cohortId, settings);
      await auditChange('cohort', cohortId, keys, now, to);
      return { settings, followed: await this.plans.changeCapacity(cohortId, now.capacity, settings.capacity) };
    });
  }

  private async followLobbies(programId: string, minutes: number): Promise<number> {
    const unopened = await this.plans.lockUnopened(programId, () => this.clock.now());
    const moved = unopened.map((session) => ({ ...session, lobbyOpensAt: new Date(lobbyOpensAt(session.plannedFrom.getTime(), minutes)) }));
    await this.plans.moveLobbies(moved);
    await this.links.followLobbies(moved);
    return moved.length;
  }
}

function keysToChange<Scope extends SettingScope>(now: Values, change: { from: Values; to: Values }): SettingKey<Scope>[] {
  const read = settingChange(now, { from: present(change.from), to: present(change.to) });
  if (read.kind === 'not_alike') throw new DomainError('bad_input', { field: `from.${read.key}` });
  if (read.kind === 'conflict') throw new DomainError('conflict', { key: read.key });
  return [...read.keys] as SettingKey<Scope>[];
}

/** A key that is there without a value was not asked for. */
function present<Part extends object>(part: Part): { [Key in keyof Part]: Exclude<Part[Key], undefined> } {
  return Object.fromEntries(Object.entries(part).filter(([, value]) => value !== undefined)) as { [Key in keyof Part]: Exclude<Part[Key], undefined> };
}

function withNumbers(to: ChangeOf<'clinic'>['to'], clinicPhone: string): ChangeOf<'clinic'>['to'] {
  const read = Object.entries(to).map(([key, given]) => {
    if (!settingKeys[key as SettingKey].isPhone || typeof given !== 'string') return [key, given];
    const number = phoneNumber(given, countryOfPhone(clinicPhone));
    if (!number) throw new DomainError('bad_input', { field: `to.${key}`, reason: 'phone' });
    return [key, number];
  });
  return Object.fromEntries(read) as ChangeOf<'clinic'>['to'];
}

async function auditChange(objectKind: SettingScope, objectId: string, keys: readonly SettingKey[], now: Values, to: Values): Promise<void> {
  for (const key of keys) {
    const values = { from: now[key] as string | number | null, to: to[key] as string | number | null };
    await audit('setting.changed', { objectKind, objectId, details: settingKeys[key].isPersonal ? { key } : { key, ...values } });
  }
}
