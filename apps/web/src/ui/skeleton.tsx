import { useEffect, useState } from 'react';
import { useTranslation } from '../i18n/i18n.js';

const patienceMs = 300;

/** Stands where a screen will be. Shown only when it takes longer than 0.3 s, so that quick pages do not flicker. Nothing moves. */
export function Skeleton({ lines = 4, at = patienceMs }: { lines?: number; at?: number }) {
  const { t } = useTranslation('ui');
  const [shown, show] = useState(at === 0);
  useEffect(() => {
    const timer = setTimeout(() => show(true), at);
    return () => clearTimeout(timer);
  }, [at]);
  if (!shown) return null;
  return (
    <div className="skeleton" role="status">
      <span className="visually-hidden">{t('loading')}</span>
      {Array.from({ length: lines }, (_, line) => (
        <i key={line} aria-hidden="true" />
      ))}
    </div>
  );
}
