import { useTranslation } from '../../i18n/i18n.js';
import { Button } from '../../ui/button.js';
import { Rich } from '../../ui/rich.js';
import { atTime, dayAndTime, untilWords } from '../../ui/time-words.js';
import { useNow } from '../../ui/use-now.js';
import type { DeadLink, EarlyLink } from '../journey-state.js';
import { VisitPage } from '../visit-page.js';
import { CallClinic } from './call-clinic.js';
import { Problem, type Opening } from './link-screens.js';

/** The link is right, the day is right, the hour is not there yet. */
export function EarlyScreen({ link, busy, problem, onOpen }: Opening & { link: EarlyLink }) {
  const { t, i18n } = useTranslation('arrival');
  const ui = useTranslation('ui').t;
  const now = useNow(15_000);
  const opensMs = Date.parse(link.opensAt);
  return (
    <VisitPage title={t('early.title')} clinic={link.clinic}>
      <p>
        <Rich text={t('early.body', { opens: dayAndTime(link.opensAt, link.zone, i18n.language), until: untilWords(ui, now, opensMs), starts: atTime(link.startsAt, link.zone, i18n.language) })} />
      </p>
      <p className="patient-quiet">{t('early.keep')}</p>
      <Problem code={problem} />
      <Button look={now >= opensMs ? 'primary' : 'plain'} size="big" busy={busy} onClick={onOpen}>
        {t('early.open')}
      </Button>
    </VisitPage>
  );
}

export function DeadScreen({ link }: { link: DeadLink }) {
  const { t, i18n } = useTranslation('arrival');
  return (
    <VisitPage title={t('dead.title')} clinic={link.clinic}>
      <p>{t(`dead.${link.because}`)}</p>
      {link.nextAt && link.zone && (
        <p>
          <Rich text={t('dead.next', { when: dayAndTime(link.nextAt, link.zone, i18n.language) })} />
        </p>
      )}
      <CallClinic clinic={link.clinic} />
    </VisitPage>
  );
}
