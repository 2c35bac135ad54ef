import { useTranslation } from '../../i18n/i18n.js';
import { Button, ButtonLink } from '../../ui/button.js';
import { dial } from '../../ui/dial.js';

/** After ten seconds without a connection: we go on trying, and here is a person to call. */
export function RejoinPanel({ clinicPhone, onRetry }: { clinicPhone: string; onRetry: () => void }) {
  const { t } = useTranslation('room');
  return (
    <div className="rejoin" role="status">
      <h2>{t('rejoin.title')}</h2>
      <p>{t('rejoin.body')}</p>
      <Button look="primary" size="big" onClick={onRetry}>
        {t('rejoin.now')}
      </Button>
      <p>{t('rejoin.call')}</p>
      <ButtonLink size="target" icon="phone" href={dial(clinicPhone)}>
        {clinicPhone}
      </ButtonLink>
    </div>
  );
}
