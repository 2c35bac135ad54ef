import { useState, type FormEvent } from 'react';
import type { CallErrorCode } from '../../api/call-error.js';
import { useTranslation } from '../../i18n/i18n.js';
import { Button } from '../../ui/button.js';
import { errorWords } from '../../ui/error-words.js';
import { TextField } from '../../ui/field.js';
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
  onName: (shownName: string) => void;
}

const reasons = ['staff', 'pronouns', 'picture', 'unseen'] as const;

/** What the others will read under the picture. The only thing about a person that they ever get. */
export function NameScreen({ clinic, suggestion, busy, problem, about, onName }: NameScreenProps) {
  const { t } = useTranslation('patient');
  const ui = useTranslation('ui').t;
  const [name, setName] = useState(suggestion);
  const [empty, setEmpty] = useState(false);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setEmpty(name.trim() === '');
    if (name.trim() !== '') onName(name.trim());
  };
  const words: Partial<Record<CallErrorCode, string>> = { name_taken: t('name.taken'), name_not_allowed: t(`name.${reasons.find((one) => one === about) ?? 'notAllowed'}`) };
  const refusal = problem && (words[problem] ?? errorWords(ui, problem));
  return (
    <VisitPage title={t('name.title')} clinic={clinic} progress={{ step: 1, of: 4 }}>
      <form className="patient-stack" onSubmit={submit} noValidate>
        <TextField label={t('name.label')} hint={t('name.hint')} error={empty ? t('name.empty') : refusal} value={name} onValue={setName} autoComplete="nickname" maxLength={40} />
        <Button look="primary" size="big" type="submit" busy={busy}>
          {t('continue')}
        </Button>
      </form>
    </VisitPage>
  );
}
