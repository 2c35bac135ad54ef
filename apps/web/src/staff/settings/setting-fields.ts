import type { RouteOutput } from '#contracts/routes';
import { z } from '../account/form-schema.js';

export type Settings = RouteOutput<'getSettings'>;
type Program = Settings['programs'][number];
type OfClinic = keyof Settings['clinic'];
type OfProgram = keyof Program['settings'];
type OfCohort = keyof Program['cohorts'][number]['settings'];
export type SettingKey = OfClinic | OfProgram | OfCohort;

export type SettingValue = string | number | null;
export type SettingValues = { readonly [Key in SettingKey]?: SettingValue };

/** How a setting is typed. `optional`: empty means that there is none. */
export type SettingField<Key extends SettingKey = SettingKey> = { readonly key: Key } & (
  | { readonly kind: 'line' | 'zone' }
  | { readonly kind: 'phone'; readonly optional: boolean }
  | { readonly kind: 'count'; readonly min: number; readonly max: number }
);

export const clinicFields: readonly SettingField<OfClinic>[] = [
  { key: 'clinic_name', kind: 'line' },
  { key: 'clinic_zone', kind: 'zone' },
  { key: 'clinic_phone', kind: 'phone', optional: false },
  { key: 'second_language_line', kind: 'phone', optional: true },
];
export const programFields: readonly SettingField<OfProgram>[] = [{ key: 'lobby_opens_minutes', kind: 'count', min: 0, max: 120 }];
export const cohortFields: readonly SettingField<OfCohort>[] = [{ key: 'capacity', kind: 'count', min: 1, max: 40 }];

/** What stands in the field. */
export function typed(value: SettingValue | undefined): string {
  return value === null || value === undefined ? '' : String(value);
}

/** What the field means; the server reads it more closely. */
export function meant(field: SettingField, text: string): SettingValue {
  const plain = text.trim();
  if (field.kind === 'count') return Number(plain);
  return plain === '' && field.kind === 'phone' && field.optional ? null : plain;
}

function schemaOf(field: SettingField): z.ZodType<string, string> {
  if (field.kind === 'count') return z.string().trim().regex(/^\d{1,4}$/).refine((text) => Number(text) >= field.min && Number(text) <= field.max);
  if (field.kind === 'phone') return z.string().refine((text) => (field.optional && text.trim() === '') || text.replace(/\D/g, '').length >= 7);
  return z.string().trim().min(1).max(120);
}

/** The form of some settings: a text for each, judged as far as a page can. */
export function formOf(fields: readonly SettingField[]) {
  return z.object(Object.fromEntries(fields.map((field) => [field.key, schemaOf(field)])));
}

/** All zones that the browser knows, and the one that is set, which its list may call by another name. */
export function zonesWith(current: string): string[] {
  return [...new Set([current, ...Intl.supportedValuesOf('timeZone')])].filter(Boolean).sort();
}
