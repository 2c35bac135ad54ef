import { useRef, useState, type FormEvent } from 'react';
import type { CallErrorCode } from '../../api/call-error.js';
import { useTranslation } from '../../i18n/i18n.js';
import { Button } from '../../ui/button.js';
import { Check } from '../../ui/choices.js';
import { errorWords } from '../../ui/error-words.js';
import { TextField } from '../../ui/field.js';
import { CallClinic } from './call-clinic.js';
import { Page, type ClinicCard } from '../page.js';
import { readPin } from '../read-pin.js';
import { Settings } from '../settings.js';

interface PinScreenProps {
  clinic: ClinicCard;
  triesLeft: number | null;
  busy: boolean;
  problem: CallErrorCode | null;
  onPin: (pin: string, ownDevice: boolean) => void;
}

/** Is it them? Pasting and the phone's own filling-in are welcome; nothing here is a puzzle. */
export function PinScreen({ clinic, triesLeft, busy, problem, onPin }: PinScreenProps) {
  const { t } = useTranslation('patient');
  const [pin, setPin] = useState('');
  const [foreign, setForeign] = useState(false);
  const [short, setShort] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const digits = readPin(pin);
    setShort(digits === undefined);
    if (digits) onPin(digits, !foreign);
    field.current?.focus();
  };
  return (
    <Page title={t('pin.title')} clinic={clinic} foot={<Settings />}>
      <p>{t('pin.body', { clinic: clinic.name })}</p>
      <form className="patient-stack" onSubmit={submit} noValidate>
        <TextField
          ref={field}
          className="input patient-pin"
          label={t('pin.label')}
          hint={t('pin.hint')}
          error={short ? t('pin.short') : problem && <PinError problem={problem} triesLeft={triesLeft} />}
          value={pin}
          onValue={setPin}
          inputMode="numeric"
          autoComplete="one-time-code"
        />
        <div className="field">
          <Check checked={foreign} onValue={setForeign}>
            {t('pin.notMine')}
          </Check>
          {foreign && <p className="field-hint">{t('pin.notMineHint')}</p>}
        </div>
        <Button look="primary" size="big" type="submit" busy={busy}>
          {t('continue')}
        </Button>
      </form>
      {problem === 'too_many_tries' ? <CallClinic clinic={clinic} /> : <p className="patient-quiet">{t('pin.forgot', { phone: clinic.phone })}</p>}
    </Page>
  );
}

function PinError({ problem, triesLeft }: { problem: CallErrorCode; triesLeft: number | null }) {
  const { t } = useTranslation('patient');
  const ui = useTranslation('ui').t;
  if (problem !== 'wrong_pin') return errorWords(ui, problem);
  return (
    <>
      {t('pin.wrong')} {triesLeft !== null && t('pin.triesLeft', { count: triesLeft })}
    </>
  );
}
