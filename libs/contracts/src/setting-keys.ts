import { isZone } from '#kernel';
import { z } from 'zod';
import { Phone, secret, text, Zone } from './fields.js';

/** To whom a setting belongs. */
export type SettingScope = 'clinic' | 'program' | 'cohort';

interface Setting<Scope extends SettingScope, Value extends z.ZodType, Fallback extends z.output<Value> | undefined> {
  readonly scope: Scope;
  /** As it is kept and told. */
  readonly value: Value;
  /** As somebody types it. */
  readonly input: z.ZodType<z.output<Value>>;
  /** What holds until somebody has set it; undefined for what each clinic is made with. */
  readonly fallback: Fallback;
  /** A number that people call: kept in the form of the clinic's country. */
  readonly isPhone?: true;
  /** It may be one person's own: the access log keeps that it was changed, and not to what. */
  readonly isPersonal?: true;
}

function setting<Scope extends SettingScope, Value extends z.ZodType, Fallback extends z.output<Value> | undefined>(scope: Scope, terms: Omit<Setting<Scope, Value, Fallback>, 'scope'>): Setting<Scope, Value, Fallback> {
  return { scope, ...terms };
}

/** Everything that an administrator may set, each by its key. A key that no code reads must not stand here. */
export const settingKeys = {
  clinic_name: setting('clinic', { value: z.string(), input: text(120), fallback: undefined }),
  /** IANA zone of the clinic's days. */
  clinic_zone: setting('clinic', { value: Zone, input: Zone.refine(isZone, { params: { reason: 'zone' } }), fallback: undefined }),
  clinic_phone: setting('clinic', { value: z.string(), input: Phone, fallback: undefined, isPhone: true }),
  /** A second number on the Spanish pages of patients, for those who would rather call in Spanish. */
  second_language_line: setting('clinic', { value: z.string().nullable(), input: Phone.nullable(), fallback: null, isPhone: true, isPersonal: true }),
  /** Minutes before the planned start at which the lobby opens. */
  lobby_opens_minutes: setting('program', { value: z.number().int(), input: z.number().int().min(0).max(120), fallback: 15 }),
  /** Patients and guests of a session; staff come on top. */
  capacity: setting('cohort', { value: z.number().int(), input: z.number().int().min(1).max(40), fallback: 12 }),
};

type Keys = typeof settingKeys;
export type SettingKey<Scope extends SettingScope = SettingScope> = { [Key in keyof Keys]: Keys[Key]['scope'] extends Scope ? Key : never }[keyof Keys];
/** All settings of one scope, by key. */
export type SettingsOf<Scope extends SettingScope> = { [Key in SettingKey<Scope>]: z.output<Keys[Key]['value']> };

/** The keys of one scope. */
export function keysOf<Scope extends SettingScope>(scope: Scope): SettingKey<Scope>[] {
  return (Object.keys(settingKeys) as SettingKey[]).filter((key): key is SettingKey<Scope> => settingKeys[key].scope === scope);
}

function shapeOf<Scope extends SettingScope, Schemas>(scope: Scope, schemaOf: (setting: Keys[SettingKey]) => z.ZodType): Schemas {
  return Object.fromEntries(keysOf(scope).map((key) => [key, schemaOf(settingKeys[key])])) as Schemas;
}

/** The schema of all settings of a scope, as they are told. */
export function settingsOf<Scope extends SettingScope>(scope: Scope) {
  return z.strictObject(shapeOf<Scope, { [Key in SettingKey<Scope>]: Keys[Key]['value'] }>(scope, ({ value }) => value));
}

/** What a page had read: compared as it is. */
const Seen = z.union([secret(1_000), z.number().int().min(-1_000).max(1_000), z.null()]);

/**
 * The fields of a change of some settings of a scope: `from` as the page had read them, `to` as they shall be, of the same keys. So a
 * change by somebody else in between is noticed, and the same call the other way round takes a change back.
 */
export function changeOf<Scope extends SettingScope>(scope: Scope) {
  return {
    from: z.strictObject(shapeOf<Scope, { [Key in SettingKey<Scope>]: z.ZodOptional<typeof Seen> }>(scope, () => Seen.optional())),
    to: z.strictObject(shapeOf<Scope, { [Key in SettingKey<Scope>]: z.ZodOptional<Keys[Key]['input']> }>(scope, ({ input }) => input.optional())),
  };
}
