import type { RouteInput, RouteOutput } from '#contracts/routes';
import { useState } from 'react';
import { codeOf, type CallErrorCode } from '../../api/call-error.js';
import { useTranslation } from '../../i18n/i18n.js';
import { Button } from '../../ui/button.js';
import { Card, Notice } from '../../ui/notice.js';
import { Rich } from '../../ui/rich.js';
import { Skeleton } from '../../ui/skeleton.js';
import { dayAndTime } from '../../ui/time-words.js';
import type { ClinicCard } from '../page.js';
import { VisitPage } from '../visit-page.js';
import { Problem } from './link-screens.js';

export type OwnMinutes = RouteOutput<'getOwnMinutes'>;
export type About = RouteInput<'tellStaff'>['about'];

interface ThanksScreenProps {
  clinic: ClinicCard;
  /** `wait`: still being asked for; `failed`: could not be had. */
  minutes: OwnMinutes | 'wait' | 'failed';
  /** `left_before`: told by the server, on a page that was loaded since or elsewhere. */
  why: 'left' | 'left_before' | 'over';
  onComeBack: () => void;
  /** Rejects with a CallError. */
  onTell: (about: About) => Promise<void>;
}

/** Goodbye: the person's own minutes, the next date, a word to staff, and the way back in while the group goes on. */
export function ThanksScreen({ clinic, minutes, why, onComeBack, onTell }: ThanksScreenProps) {
  const { t } = useTranslation('patient');
  return (
    <VisitPage title={t(why === 'left_before' ? 'thanks.leftTitle' : 'thanks.title')} clinic={clinic}>
      <p>{t(`thanks.${why}`)}</p>
      <Card>{minutes === 'wait' ? <Skeleton lines={2} /> : minutes === 'failed' ? <p>{t('thanks.noMinutes')}</p> : <Minutes own={minutes} />}</Card>
      {why !== 'over' && (
        <Button look="primary" size="big" onClick={onComeBack}>
          {t('thanks.again')}
        </Button>
      )}
      <TellStaff onTell={onTell} />
    </VisitPage>
  );
}

function Minutes({ own }: { own: OwnMinutes }) {
  const { t, i18n } = useTranslation('patient');
  return (
    <>
      <p className="tabular">
        <Rich text={t('thanks.minutes', { count: own.minutes })} />
      </p>
      {!own.settled && <p className="patient-quiet">{t('thanks.counting')}</p>}
      {own.nextAt ? (
        <p>
          <Rich text={t('thanks.next', { when: dayAndTime(own.nextAt, own.zone, i18n.language) })} />
        </p>
      ) : (
        <p>{t('thanks.noNext')}</p>
      )}
    </>
  );
}

function TellStaff({ onTell }: Pick<ThanksScreenProps, 'onTell'>) {
  const { t } = useTranslation('patient');
  const [told, setTold] = useState(false);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<CallErrorCode | null>(null);
  const tell = (about: About): void => {
    setBusy(true);
    setProblem(null);
    onTell(about)
      .then(() => setTold(true))
      .catch((thrown: unknown) => setProblem(codeOf(thrown)))
      .finally(() => setBusy(false));
  };
  return (
    <Card>
      <h2>{t('thanks.wrong')}</h2>
      <div role="status">{told && <Notice tone="ok">{t('thanks.told')}</Notice>}</div>
      <Problem code={problem} />
      {!told && (
        <div className="patient-acts">
          {(['minutes_wrong', 'technical', 'call_me'] as const).map((about) => (
            <Button key={about} size="big" busy={busy} onClick={() => tell(about)}>
              {t(`thanks.about.${about}`)}
            </Button>
          ))}
        </div>
      )}
    </Card>
  );
}
