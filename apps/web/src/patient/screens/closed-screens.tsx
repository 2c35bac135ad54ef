import type { CallErrorCode } from '../../api/call-error.js';
import { useTranslation } from '../../i18n/i18n.js';
import { Button } from '../../ui/button.js';
import type { ClinicCard } from '../page.js';
import { VisitPage } from '../visit-page.js';
import { CallClinic } from './call-clinic.js';
import { Problem } from './link-screens.js';

/** Not while driving. Said without blame; the place is kept. */
export function DrivingScreen({ clinic, onParked }: { clinic: ClinicCard; onParked: () => void }) {
  const { t } = useTranslation('patient');
  return (
    <VisitPage title={t('driving.title')} clinic={clinic}>
      <p>{t('driving.body')}</p>
      <Button look="primary" size="big" onClick={onParked}>
        {t('driving.parked')}
      </Button>
      <CallClinic clinic={clinic} />
    </VisitPage>
  );
}

/** Somebody who does not agree: what that means, whom to talk to, and the way back. */
export function DeclinedScreen({ clinic, onAgain }: { clinic: ClinicCard; onAgain: () => void }) {
  const { t } = useTranslation('patient');
  return (
    <VisitPage title={t('declined.title')} clinic={clinic}>
      <p>{t('declined.body')}</p>
      <p>{t('declined.talk', { clinic: clinic.name, phone: clinic.phone })}</p>
      <CallClinic clinic={clinic} />
      <Button size="big" onClick={onAgain}>
        {t('declined.again')}
      </Button>
    </VisitPage>
  );
}

/** The seat is used in another tab or device. This page stays quiet until the person wants it here. */
export function TakenOverScreen({ clinic, onHere }: { clinic: ClinicCard; onHere: () => void }) {
  const { t } = useTranslation('patient');
  return (
    <VisitPage title={t('takenOver.title')} clinic={clinic}>
      <p>{t('takenOver.body')}</p>
      <Button look="primary" size="big" onClick={onHere}>
        {t('takenOver.here')}
      </Button>
    </VisitPage>
  );
}

interface RemovedScreenProps {
  clinic: ClinicCard;
  /** Null while the server has not said it yet. */
  mayReturn: boolean | null;
  busy: boolean;
  problem: CallErrorCode | null;
  onBack: () => void;
}

/** Staff asked the person to step out: for now, or for today. */
export function RemovedScreen({ clinic, mayReturn, busy, problem, onBack }: RemovedScreenProps) {
  const { t } = useTranslation('patient');
  return (
    <VisitPage title={t('removed.title')} clinic={clinic}>
      <div role="status">{mayReturn !== null && <p>{mayReturn ? t('removed.mayReturn') : t('removed.notToday')}</p>}</div>
      <Problem code={problem} />
      {mayReturn && (
        <Button look="primary" size="big" busy={busy} onClick={onBack}>
          {t('removed.back')}
        </Button>
      )}
      <CallClinic clinic={clinic} />
    </VisitPage>
  );
}
