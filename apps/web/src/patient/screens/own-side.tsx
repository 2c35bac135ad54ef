import { useState } from 'react';
import { useTranslation } from '../../i18n/i18n.js';
import { Button } from '../../ui/button.js';
import { Hidden } from '../../ui/heading.js';
import { Notice } from '../../ui/notice.js';
import { OwnPicture } from '../../ui/own-picture.js';
import { Sheet } from '../../ui/sheet.js';
import type { MediaState, OwnMedia } from '../media/own-media.js';
import { DeviceMenus } from './device-menus.js';

export type MediaActs = Pick<OwnMedia, 'open' | 'close' | 'setCamera' | 'useCamera' | 'useMicrophone'>;

/**
 * The person's own picture with what can be done about it: camera on or off, and other devices. The same at the check and while waiting.
 * A camera that was asked for and did not come says why.
 */
export function OwnSide({ media, acts }: { media: MediaState; acts: MediaActs }) {
  const { t } = useTranslation('patient');
  const [menus, showMenus] = useState(false);
  const { camera } = media;
  return (
    <>
      <OwnPicture stream={media.stream} camera={camera} microphone={media.microphone} note={t(noteOf(media))} offWords={t('devices.cameraOff')} />
      <div className="patient-two">
        <Button size="big" icon={camera ? 'camera' : 'cameraOff'} onClick={() => void acts.setCamera(!camera)}>
          <span>
            {camera ? t('lobby.cameraOn') : t('lobby.cameraOff')}
            <Hidden>. {camera ? t('devices.turnCameraOff') : t('devices.turnCameraOn')}</Hidden>
          </span>
        </Button>
        <Button size="big" icon="more" onClick={() => showMenus(true)}>
          {t('lobby.devices')}
        </Button>
      </div>
      <div role="status">{!camera && media.cameraProblem && media.status === 'ready' && <Notice>{t(`mediaProblem.titles.${titles[media.cameraProblem]}`)}</Notice>}</div>
      {menus && (
        <Sheet title={t('lobby.devices')} onClose={() => showMenus(false)}>
          <DeviceMenus media={media} acts={acts} />
        </Sheet>
      )}
    </>
  );
}

const titles = { denied: 'cameraDenied', missing: 'cameraMissing', in_use: 'cameraInUse', unknown: 'cameraUnknown', unsupported: 'unsupported' } as const;

/** What the corner of the own picture says: who sees it, or what is left without it. */
function noteOf({ camera, microphone }: MediaState): 'devices.onlyYou' | 'devices.onlySound' | 'devices.listening' {
  if (camera) return 'devices.onlyYou';
  return microphone ? 'devices.onlySound' : 'devices.listening';
}
