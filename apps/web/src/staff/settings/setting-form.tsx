import { zodResolver } from '@hookform/resolvers/zod';
import { useState } from 'react';
import { useForm } from 'react-hook-form';
import { useTranslation } from '../../i18n/i18n.js';
import { aboutOf, codeOf, type CallErrorCode } from '../../api/call-error.js';
import { Button } from '../../ui/button.js';
import { Field } from '../../ui/field.js';
import { ChangeOutcome, type Outcome } from './change-outcome.js';
import { formOf, meant, typed, zonesWith, type SettingField, type SettingKey, type SettingValues } from './setting-fields.js';

/** Sends a change: what was read, and what shall be. `followed`: how many planned sessions were changed with it. */
export type SaveSettings = (from: SettingValues, to: SettingValues) => Promise<{ readonly settings: SettingValues; readonly followed: number }>;

interface SettingFormProps {
  readonly fields: readonly SettingField[];
  readonly values: SettingValues;
  readonly save: SaveSettings;
  /** For the gallery. */
  readonly firstOutcome?: Outcome | undefined;
  /** Reads all settings again. */
  onAgain: () => void;
}

/** Some settings that are saved together. What was saved is told with the way back; what somebody else changed meanwhile is not written over. */
export function SettingForm({ fields, values, save, firstOutcome, onAgain }: SettingFormProps) {
  const { t } = useTranslation('staff');
  const [seen, setSeen] = useState(values);
  const [outcome, setOutcome] = useState<Outcome | null>(firstOutcome ?? null);
  const { register, handleSubmit, formState, reset, setError } = useForm({ resolver: zodResolver(formOf(fields)), defaultValues: textsOf(fields, values) });
  const { errors, isSubmitting } = formState;

  const send = async (from: SettingValues, to: SettingValues, kind: 'saved' | 'undone'): Promise<void> => {
    try {
      const { settings, followed } = await save(from, to);
      setSeen(settings);
      reset(textsOf(fields, settings));
      setOutcome({ kind, was: from, is: Object.fromEntries(Object.keys(to).map((key) => [key, settings[key as SettingKey]])), followed });
    } catch (thrown) {
      const field = fieldAtFault(thrown, fields);
      if (field) setError(field.key, { type: 'server' });
      setOutcome(field ? null : { kind: 'failed', code: codeOf(thrown) satisfies CallErrorCode });
    }
  };

  const submit = handleSubmit(async (texts) => {
    const changed = fields.filter((field) => meant(field, texts[field.key] ?? '') !== seen[field.key]);
    if (changed.length === 0) return setOutcome({ kind: 'same' });
    await send(Object.fromEntries(changed.map(({ key }) => [key, seen[key]])), Object.fromEntries(changed.map((field) => [field.key, meant(field, texts[field.key] ?? '')])), 'saved');
  });

  return (
    <form className="settings-form" onSubmit={(event) => void submit(event)} noValidate>
      {fields.map((field) => (
        <Field key={field.key} label={t(`settings.field.${field.key}`)} hint={t(`settings.hint.${field.key}`)} error={errors[field.key] && t(`settings.wrong.${field.kind}`, field.kind === 'count' ? { min: field.min, max: field.max } : {})}>
          {(wiring) =>
            field.kind === 'zone' ? (
              <select className="input" {...register(field.key)} {...wiring}>
                {zonesWith(typed(seen[field.key])).map((zone) => (
                  <option key={zone}>{zone}</option>
                ))}
              </select>
            ) : (
              <input className={field.kind === 'count' ? 'input settings-count' : 'input'} type={field.kind === 'phone' ? 'tel' : 'text'} inputMode={field.kind === 'count' ? 'numeric' : undefined} autoComplete="off" {...register(field.key)} {...wiring} />
            )
          }
        </Field>
      ))}
      {outcome && <ChangeOutcome outcome={outcome} onUndo={(was, is) => void send(is, was, 'undone')} onAgain={onAgain} />}
      <Button type="submit" look="primary" busy={isSubmitting}>
        {t('settings.save')}
      </Button>
    </form>
  );
}

function textsOf(fields: readonly SettingField[], values: SettingValues): Record<string, string> {
  return Object.fromEntries(fields.map(({ key }) => [key, typed(values[key])]));
}

/** The server names a field as `to.clinic_phone`. */
function fieldAtFault(thrown: unknown, fields: readonly SettingField[]): SettingField | undefined {
  return codeOf(thrown) === 'bad_input' ? fields.find(({ key }) => aboutOf(thrown) === `to.${key}`) : undefined;
}
