import { useTranslation } from '../../i18n/i18n.js';
import { Button } from '../../ui/button.js';
import type { MediaProblem, Platform } from '../media/media-problem.js';
import type { MediaState } from '../media/own-media.js';
import type { ClinicCard } from '../page.js';
import { VisitPage } from '../visit-page.js';

interface MediaProblemScreenProps {
  clinic: ClinicCard;
  media: MediaState;
  platform: Platform;
  onAgain: () => void;
  /** Goes on with sound only, or only listening: nobody is kept out by a camera. */
  onWithout: () => void;
}

/** A page of its own for each reason why a camera does not start, with the steps for this kind of device. */
export function MediaProblemScreen({ clinic, media, platform, onAgain, onWithout }: MediaProblemScreenProps) {
  const { t } = useTranslation('patient');
  const ui = useTranslation('ui').t;
  const both = media.status === 'failed';
  const problem = media.cameraProblem ?? 'unknown';
  const steps = t(`mediaProblem.${problem}.${platform}`).split('|');
  return (
    <VisitPage title={t(`mediaProblem.titles.${titleOf(problem, both)}`)} clinic={clinic} progress={{ step: 2, of: 4 }}>
      <p>{t('mediaProblem.notYou')}</p>
      <ol className="patient-steps">
        {steps.map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
      <div className="patient-acts">
        <Button look="primary" size="big" onClick={onAgain}>
          {ui('tryAgain')}
        </Button>
        <Button size="big" icon={both ? 'speaker' : 'mic'} onClick={onWithout}>
          {both ? t('mediaProblem.listenOnly') : t('mediaProblem.soundOnly')}
        </Button>
      </div>
      <p className="patient-quiet">{t('devices.offFine')}</p>
    </VisitPage>
  );
}

function titleOf(problem: MediaProblem, both: boolean) {
  if (problem === 'unsupported') return 'unsupported';
  const words = { denied: 'Denied', missing: 'Missing', in_use: 'InUse', unknown: 'Unknown' } as const;
  return `${both ? 'both' : 'camera'}${words[problem]}` as const;
}
