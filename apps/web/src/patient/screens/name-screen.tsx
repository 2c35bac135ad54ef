import { useState, type FormEvent } from 'react';
import type { CallErrorCode } from '../../api/call-error.js';
import { useTranslation } from '../../i18n/i18n.js';
import { Button } from '../../ui/button.js';
import { errorWords } from '../../ui/error-words.js';
import { SelectField, TextField } from '../../ui/field.js';
import type { ClinicCard } from '../page.js';
import { VisitPage } from '../visit-page.js';

interface NameScreenProps {
  clinic: ClinicCard;
  /** The name they had last, or their given name. */
  suggestion: string;
  busy: boolean;
  problem: CallErrorCode | null;
  /** Why a name cannot be shown. */
  about?: string | null;
  /** How they wanted to be spoken of last. */
  pronouns?: string | null;
  onName: (shownName: string, pronouns: string | null) => void;
}

const listed = ['she', 'he', 'they'] as const;
const reasons = ['staff', 'pronouns', 'picture', 'unseen'] as const;

/** What the others will read under the picture, and all that they ever get of a person. */
export function NameScreen({ clinic, suggestion, pronouns = null, busy, problem, about, onName }: NameScreenProps) {
  const { t } = useTranslation('patient');
  const ui = useTranslation('ui').t;
  const [name, setName] = useState(suggestion);
  const [spoken, setSpoken] = useState(pronouns);
  const [empty, setEmpty] = useState(false);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setEmpty(name.trim() === '');
    if (name.trim() !== '') onName(name.trim(), spoken?.trim() ? spoken.trim() : null);
  };
  const words: Partial<Record<CallErrorCode, string>> = { name_taken: t('name.taken'), name_not_allowed: t(`name.${reasons.find((one) => one === about) ?? 'notAllowed'}`) };
  const ofPronouns = problem === 'name_not_allowed' && about === 'own_pronouns';
  const refusal = problem && !ofPronouns && (words[problem] ?? errorWords(ui, problem));
  return (
    <VisitPage title={t('name.title')} clinic={clinic} progress={{ step: 1, of: 4 }}>
      <form className="patient-stack" onSubmit={submit} noValidate>
        <TextField label={t('name.label')} hint={t('name.hint')} error={empty ? t('name.empty') : refusal} value={name} onValue={setName} autoComplete="nickname" maxLength={40} />
        <Pronouns value={spoken} error={ofPronouns && t('name.ownPronouns')} onValue={setSpoken} />
        <Button look="primary" size="big" type="submit" busy={busy}>
          {t('continue')}
        </Button>
      </form>
    </VisitPage>
  );
}

/** From a short list or in their own words; null is as good an answer. */
function Pronouns({ value, error, onValue }: { value: string | null; error: string | false; onValue: (value: string | null) => void }) {
  const { t } = useTranslation('patient');
  const known = listed.find((one) => t(`pronouns.${one}`) === value);
  const [own, setOwn] = useState(value !== null && !known);
  const choose = (one: string): void => {
    setOwn(one === 'own');
    const word = listed.find((each) => each === one);
    onValue(word ? t(`pronouns.${word}`) : null);
  };
  return (
    <>
      <SelectField label={t('pronouns.label')} value={own ? 'own' : (known ?? 'none')} error={!own && error} options={(['none', ...listed, 'own'] as const).map((one) => ({ value: one, label: t(`pronouns.${one}`) }))} onValue={choose} />
      {own && <TextField label={t('pronouns.ownLabel')} error={error} value={value ?? ''} onValue={onValue} autoComplete="off" maxLength={30} />}
    </>
  );
}
