import { useTranslation } from '../../i18n/i18n.js';
import { ButtonLink } from '../../ui/button.js';
import { type ClinicCard } from '../page.js';
import { dial } from '../../ui/dial.js';

/** The clinic's number as one large button. */
export function CallClinic({ clinic }: { clinic: ClinicCard }) {
  const { t } = useTranslation('arrival');
  return (
    <ButtonLink href={dial(clinic.phone)} size="big" icon="phone">
      {t('callClinic', { phone: clinic.phone })}
    </ButtonLink>
  );
}
