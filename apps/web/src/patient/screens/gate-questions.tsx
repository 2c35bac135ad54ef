import { useTranslation } from '../../i18n/i18n.js';
import { Choices } from '../../ui/choices.js';
import { TextField } from '../../ui/field.js';
import { Card } from '../../ui/notice.js';
import type { GateDraft, GateGap } from '../gate-answers.js';
import type { ClinicCard } from '../page.js';

interface Questions {
  draft: GateDraft;
  gaps: readonly GateGap[];
  onChange: (part: Partial<GateDraft>) => void;
}

const places = ['home', 'work', 'vehicle', 'elsewhere'] as const;

/** Place, driving, address, state, and whether somebody can hear. */
export function PlaceQuestions({ draft, gaps, clinic, onChange }: Questions & { clinic: ClinicCard }) {
  const { t } = useTranslation('patient');
  const open = (gap: GateGap): string | null => (gaps.includes(gap) ? t('gate.choose') : null);
  return (
    <Card>
      <Choices legend={t('gate.place')} error={open('place')} value={draft.place} options={places.map((place) => ({ value: place, label: t(`gate.places.${place}`) }))} onValue={(place) => onChange({ place })} />
      {draft.place === 'vehicle' && <YesNo legend={t('gate.driving')} error={open('driving')} value={draft.driving} onValue={(driving) => onChange({ driving })} />}
      <TextField
        label={t('gate.address')}
        hint={t('gate.addressHint')}
        error={gaps.includes('address') && t('gate.addressMissing')}
        value={draft.address}
        onValue={(address) => onChange({ address })}
        autoComplete="street-address"
        maxLength={200}
      />
      <YesNo legend={t('gate.inState', { clinic: clinic.name })} error={open('inState')} value={draft.inState} note={draft.inState === false && t('gate.outOfState')} onValue={(inState) => onChange({ inState })} />
      <YesNo legend={t('gate.alone')} error={open('alone')} value={draft.alone} note={draft.alone === false && t('gate.notAlone')} onValue={(alone) => onChange({ alone })} />
    </Card>
  );
}

/** Whom to call: the person, and somebody near them. */
export function ReachQuestions({ draft, gaps, onChange }: Questions) {
  const { t } = useTranslation('patient');
  const phone = { type: 'tel', inputMode: 'tel', maxLength: 64 } as const;
  return (
    <Card>
      <h2>{t('gate.reach')}</h2>
      <TextField label={t('gate.callback')} hint={t('gate.callbackHint')} error={gaps.includes('callbackPhone') && t('gate.phoneMissing')} {...phone} autoComplete="tel" value={draft.callbackPhone} onValue={(callbackPhone) => onChange({ callbackPhone })} />
      <h2>{t('gate.emergency')}</h2>
      <TextField label={t('gate.emergencyName')} error={gaps.includes('emergencyName') && t('gate.nameMissing')} maxLength={100} autoComplete="off" value={draft.emergencyName} onValue={(emergencyName) => onChange({ emergencyName })} />
      <TextField label={t('gate.emergencyPhone')} error={gaps.includes('emergencyPhone') && t('gate.phoneMissing')} {...phone} autoComplete="off" value={draft.emergencyPhone} onValue={(emergencyPhone) => onChange({ emergencyPhone })} />
    </Card>
  );
}

function YesNo({ legend, error, value, note, onValue }: { legend: string; error: string | null; value: boolean | null; note?: string | false; onValue: (yes: boolean) => void }) {
  const { t } = useTranslation('patient');
  return (
    <div className="field">
      <Choices
        legend={legend}
        error={error}
        value={value === null ? null : value ? 'yes' : 'no'}
        options={[
          { value: 'yes', label: t('gate.yes') },
          { value: 'no', label: t('gate.no') },
        ]}
        onValue={(choice) => onValue(choice === 'yes')}
      />
      <div role="status">{note && <p className="field-hint">{note}</p>}</div>
    </div>
  );
}
