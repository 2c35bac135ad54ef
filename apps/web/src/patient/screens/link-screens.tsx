import { useTranslation } from 'react-i18next';
import type { CallErrorCode } from '../../api/call-error.js';
import { Button, ButtonLink } from '../../ui/button.js';
import { errorWords } from '../../ui/error-words.js';
import { Notice } from '../../ui/notice.js';
import { Rich } from '../../ui/rich.js';
import { atTime, dayAndTime, untilWords } from '../../ui/time-words.js';
import { useNow } from '../../ui/use-now.js';
import type { DeadLink, EarlyLink } from '../journey-state.js';
import { Page, phoneAddress, type ClinicCard } from '../page.js';

interface Opening {
  busy: boolean;
  problem: CallErrorCode | null;
  onOpen: () => void;
}

/** The first screen. It says nothing about anybody: whoever holds the phone sees it. A tap, not a look, opens the visit. */
export function LinkScreen({ busy, problem, onOpen }: Opening) {
  const { t } = useTranslation('arrival');
  return (
    <Page title={t('link.title')} settings="open">
      <p>{t('link.body')}</p>
      <Problem code={problem} />
      <Button look="primary" size="big" busy={busy} onClick={onOpen}>
        {busy ? t('link.opening') : t('link.open')}
      </Button>
      <p className="patient-quiet">{t('link.private')}</p>
    </Page>
  );
}

/** The link is right, the day is right, the hour is not there yet. */
export function EarlyScreen({ link, busy, problem, onOpen }: Opening & { link: EarlyLink }) {
  const { t, i18n } = useTranslation('arrival');
  const ui = useTranslation('ui').t;
  const now = useNow(15_000);
  const opensMs = Date.parse(link.opensAt);
  return (
    <Page title={t('early.title')} clinic={link.clinic}>
      <p>
        <Rich text={t('early.body', { opens: dayAndTime(link.opensAt, link.zone, i18n.language), until: untilWords(ui, now, opensMs), starts: atTime(link.startsAt, link.zone, i18n.language) })} />
      </p>
      <p className="patient-quiet">{t('early.keep')}</p>
      <Problem code={problem} />
      <Button look={now >= opensMs ? 'primary' : 'plain'} size="big" busy={busy} onClick={onOpen}>
        {t('early.open')}
      </Button>
    </Page>
  );
}

export function DeadScreen({ link }: { link: DeadLink }) {
  const { t, i18n } = useTranslation('arrival');
  return (
    <Page title={t('dead.title')} clinic={link.clinic}>
      <p>{t(`dead.${link.because}`)}</p>
      {link.nextAt && link.zone && (
        <p>
          <Rich text={t('dead.next', { when: dayAndTime(link.nextAt, link.zone, i18n.language) })} />
        </p>
      )}
      <CallClinic clinic={link.clinic} />
    </Page>
  );
}

/** A link that nobody knows, or a page without any. Nothing here says whether such a visit exists. */
export function NoLinkScreen({ kind }: { kind: 'unknown' | 'lost' }) {
  const { t } = useTranslation('arrival');
  return (
    <Page title={t(`${kind}.title`)} settings="open">
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
    <Page title={t('unread.title')}>
      <p>{errorWords(ui, code)}</p>
      <Button look="primary" size="big" onClick={onAgain}>
        {ui('tryAgain')}
      </Button>
      <p className="patient-quiet">{t('unknown.call')}</p>
    </Page>
  );
}

/** The clinic's number as one large button. */
export function CallClinic({ clinic }: { clinic: ClinicCard }) {
  const { t } = useTranslation('arrival');
  return (
    <ButtonLink href={phoneAddress(clinic.phone)} size="big" icon="phone">
      {t('callClinic', { phone: clinic.phone })}
    </ButtonLink>
  );
}

/** What to tell when the last thing the person tried did not work and the screen has no better words. */
export function Problem({ code }: { code: CallErrorCode | null }) {
  const { t } = useTranslation('ui');
  return code && <Notice tone="problem">{errorWords(t, code)}</Notice>;
}
