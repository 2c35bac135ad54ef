import { keysOf, settingKeys, type SettingKey, type SettingsOf } from '#contracts';
import { currentPrincipal, manager, sql } from '#platform';
import { ClinicRow, ClinicSettingRow } from './clinic.row.js';

type ClinicKey = SettingKey<'clinic'>;

/** What every clinic has is a column of its own row; the rest are rows of `clinic_setting`. */
const columns: Partial<Record<ClinicKey, 'name' | 'zone' | 'phone'>> = { clinic_name: 'name', clinic_zone: 'zone', clinic_phone: 'phone' };

/** All settings of the clinic of the open transaction. A row that no longer fits its key counts as not set. */
export async function readClinicSettings(): Promise<SettingsOf<'clinic'>> {
  const { clinicId } = currentPrincipal();
  const clinic = await manager().findOneByOrFail(ClinicRow, { id: clinicId });
  const rows = new Map((await manager().findBy(ClinicSettingRow, { clinicId })).map(({ key, value }) => [key, value]));
  const valueOf = (key: ClinicKey): unknown => {
    const column = columns[key];
    if (column) return clinic[column];
    const kept = settingKeys[key].value.safeParse(rows.get(key));
    return kept.success ? kept.data : settingKeys[key].fallback;
  };
  return Object.fromEntries(keysOf('clinic').map((key) => [key, valueOf(key)])) as SettingsOf<'clinic'>;
}

/** One setting of the clinic of the open transaction. */
export async function readSetting<Key extends ClinicKey>(key: Key): Promise<SettingsOf<'clinic'>[Key]> {
  return (await readClinicSettings())[key];
}

/** Needs an administrator's transaction. The value was read by the key's schema. */
export async function writeClinicSetting<Key extends ClinicKey>(key: Key, value: SettingsOf<'clinic'>[Key]): Promise<void> {
  const column = columns[key];
  if (column) await manager().update(ClinicRow, { id: currentPrincipal().clinicId }, { [column]: value });
  else {
    await sql(
      `insert into clinic_setting (clinic_id, key, value, changed_at) values (app.clinic_id(), $1, $2, app.now())
       on conflict (clinic_id, key) do update set value = excluded.value, changed_at = excluded.changed_at`,
      [key, JSON.stringify(value)],
    );
  }
}

/** Whether the database can reckon in this zone: its list and that of the server are not of the same year. */
export async function isZoneOfDatabase(zone: string): Promise<boolean> {
  return (await sql('select 1 from pg_timezone_names where lower(name) = lower($1)', [zone])).length > 0;
}

const ofClinic = "hashtextextended('settings:' || app.clinic_id()::text, 0)";

/** Settings of the clinic stay as they are until the commit. Taken before any lock of a session, by whoever makes rows that follow a setting. */
export async function holdSettings(): Promise<void> {
  await sql(`select pg_advisory_xact_lock_shared(${ofClinic})`);
}

/** Until the commit nobody else changes a setting of the clinic, or makes a row that follows one. Taken before any lock of a session. */
export async function takeSettings(): Promise<void> {
  await sql(`select pg_advisory_xact_lock(${ofClinic})`);
}
