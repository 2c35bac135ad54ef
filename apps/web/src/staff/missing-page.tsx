import { Link } from '@tanstack/react-router';
import { useTranslation } from '../i18n/i18n.js';
import { Heading } from '../ui/heading.js';

/** An address that leads nowhere. */
export function MissingPage() {
  const { t } = useTranslation('staff');
  return (
    <main className="page">
      <Heading>{t('missing.title')}</Heading>
      <p>
        <Link to="/staff">{t('missing.back')}</Link>
      </p>
    </main>
  );
}
