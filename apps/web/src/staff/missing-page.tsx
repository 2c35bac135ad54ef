import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
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
