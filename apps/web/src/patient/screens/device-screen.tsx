import { useState } from 'react';
import { useTranslation } from '../../i18n/i18n.js';
import { Button } from '../../ui/button.js';
import { useLevel } from '../../ui/level.js';
import { Notice } from '../../ui/notice.js';
import { Rich } from '../../ui/rich.js';
import { Polite } from '../../ui/heading.js';
import { useSlow } from '../../ui/use-slow.js';
import type { MediaState } from '../media/own-media.js';
import type { Platform } from '../media/media-problem.js';
import type { ClinicCard } from '../page.js';
import { VisitPage } from '../visit-page.js';
import { MediaProblemScreen } from './media-problem-screen.js';
import { OwnSide, type MediaActs } from './own-side.js';
import { OtherBrowserScreen } from './stopped-screens.js';

interface DeviceScreenProps {
  clinic: ClinicCard;
  media: MediaState;
  acts: MediaActs;
  platform: Platform;
  /** The page was loaded again in the middle: the camera comes back without another explanation. */
  returning: boolean;
  /** False in a browser that cannot hold a video call. */
  canMeet?: boolean;
  /** The gallery does not wait for a question that nobody answers. */
  firstStuck?: boolean;
  onDone: () => void;
}

/** Camera and microphone: first why, then the browser's question, then the person sees and hears that it works. Off is fine. */
export function DeviceScreen(props: DeviceScreenProps) {
  const { media, acts, platform, clinic, canMeet = true, onDone } = props;
  const [soundIsFine, acceptSound] = useState(false);
  const again = (): void => void acts.open();
  if (!canMeet) return <OtherBrowserScreen clinic={clinic} platform={platform} address={null} />;
  if (media.status === 'failed') return <MediaProblemScreen clinic={clinic} media={media} platform={platform} onAgain={again} onWithout={onDone} />;
  if (media.status === 'ready' && media.cameraProblem && !soundIsFine) {
    return <MediaProblemScreen clinic={clinic} media={media} platform={platform} onAgain={again} onWithout={() => acceptSound(true)} />;
  }
  if (media.status === 'ready') return <ReadyScreen {...props} />;
  return <ExplainScreen {...props} />;
}

function ExplainScreen({ clinic, media, acts, platform, returning, firstStuck = false, onDone }: DeviceScreenProps) {
  const { t } = useTranslation('patient');
  const asking = media.status === 'asking';
  // The browser's question may be hidden, or may have been closed in a way that the page never hears of.
  const stuck = useSlow(asking) || firstStuck;
  const listen = (): void => (acts.close(), onDone());
  return (
    <VisitPage title={t('devices.title')} clinic={clinic} progress={{ step: 2, of: 4 }}>
      <p>{t('devices.why')}</p>
      <p>{t('devices.privacy')}</p>
      <div role="status">
        {asking ? (
          <Notice tone="info" icon="camera">
            {returning ? t('devices.back') : t('devices.asking')}
            {stuck && (
              <p>
                <b>{t('devices.stuck.lead')}</b> {t(`devices.stuck.${platform}`)}
              </p>
            )}
          </Notice>
        ) : (
          <p>
            <Rich text={t('devices.prompt')} />
          </p>
        )}
      </div>
      <div className="patient-acts">
        <Button look="primary" size="big" icon="camera" busy={asking} onClick={() => void acts.open()}>
          {t('devices.turnOn')}
        </Button>
        <Button size="big" icon="mic" busy={asking && !stuck} onClick={() => void acts.open({ camera: false })}>
          {t('devices.soundOnly')}
        </Button>
        {stuck && (
          <Button size="big" icon="speaker" onClick={listen}>
            {t('devices.justListen')}
          </Button>
        )}
      </div>
      <p className="patient-quiet">{t('devices.offFine')}</p>
    </VisitPage>
  );
}

function ReadyScreen({ clinic, media, acts, onDone }: DeviceScreenProps) {
  const { t } = useTranslation('patient');
  return (
    <VisitPage title={t('devices.ready')} clinic={clinic} progress={{ step: 2, of: 4 }}>
      <OwnSide media={media} acts={acts} />
      <HeardLine media={media} />
      <Button look="primary" size="big" onClick={onDone}>
        {t('continue')}
      </Button>
      <p className="patient-quiet">{t('devices.offFine')}</p>
    </VisitPage>
  );
}

/** Says once that the person is heard; the bars alone say it only to those who see them. */
function HeardLine({ media }: { media: MediaState }) {
  const { t } = useTranslation('patient');
  const level = useLevel(media.microphone ? media.stream : null);
  const [heard, setHeard] = useState(false);
  if (level >= 3 && !heard) setHeard(true);
  if (!media.microphone) return <Notice tone="notice">{t('devices.noMicrophone')}</Notice>;
  return (
    <>
      <p>{heard ? t('devices.heard') : t('devices.speak')}</p>
      <Polite>{heard && t('devices.heard')}</Polite>
    </>
  );
}
