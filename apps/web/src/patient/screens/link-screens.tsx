import type { CallErrorCode } from '../../api/call-error.js';
import { useTranslation } from '../../i18n/i18n.js';
import { Button } from '../../ui/button.js';
import { errorWords } from '../../ui/error-words.js';
import { Notice } from '../../ui/notice.js';
import { Page } from '../page.js';
import { Settings } from '../settings.js';

export interface Opening {
  busy: boolean;
  problem: CallErrorCode | null;
  onOpen: () => void;
}

/**
 * The first screen. It says nothing about anybody: whoever holds the phone sees it. A tap, not a look, opens the visit.
 *
 * It comes drawn from the server; `data-opening` is what its button says when it is pressed before React is there.
 */
export function LinkScreen({ busy, problem, onOpen }: Opening) {
  const { t } = useTranslation('arrival');
  return (
    <Page title={t('link.title')} foot={<Settings />}>
      <p>{t('link.body')}</p>
      <Problem code={problem} />
      <Button look="primary" size="big" busy={busy} onClick={onOpen} data-opening={t('link.opening')}>
        {busy ? t('link.opening') : t('link.open')}
      </Button>
      <p className="patient-quiet">{t('link.private')}</p>
    </Page>
  );
}

/** A link that nobody knows, or a page without any. Nothing here says whether such a visit exists. */
export function NoLinkScreen({ kind }: { kind: 'unknown' | 'lost' }) {
  const { t } = useTranslation('arrival');
  return (
    <Page title={t(`${kind}.title`)} foot={<Settings />}>
      <p>{t(`${kind}.body`)}</p>
      <p>{t('unknown.call')}</p>
    </Page>
  );
}

/** The visit could not be read: no network, or we are down. */
export function UnreadScreen({ code, onAgain }: { code: CallErrorCode; onAgain: () => void }) {
  const { t } = useTranslation('arrival');
  const ui = useTranslation('ui').t;
  return (
    <Page title={t('unread.title')} foot={<Settings />}>
      <p>{errorWords(ui, code)}</p>
      <Button look="primary" size="big" onClick={onAgain}>
        {ui('tryAgain')}
      </Button>
      <p className="patient-quiet">{t('unknown.call')}</p>
    </Page>
  );
}

/** What to tell when the last thing the person tried did not work and the screen has no better words. */
export function Problem({ code }: { code: CallErrorCode | null }) {
  const { t } = useTranslation('ui');
  return code && <Notice tone="problem">{errorWords(t, code)}</Notice>;
}
