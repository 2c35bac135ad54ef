import { useOnline } from '../api/use-live.js';
import { useTranslation } from '../i18n/i18n.js';
import { Icon } from './icon.js';

/** A quiet line on top of every page while our server cannot be reached. It goes away by itself. */
export function OfflineStrip({ online }: { online?: boolean }) {
  const { t } = useTranslation('ui');
  const reached = useOnline();
  return (
    <div role="status">
      {!(online ?? reached) && (
        <div className="offline-strip">
          <Icon name="offline" />
          <span>
            <strong>{t('offline.title')}</strong> {t('offline.body')}
          </span>
        </div>
      )}
    </div>
  );
}
