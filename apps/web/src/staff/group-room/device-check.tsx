import type { CallErrorCode } from '../../api/call-error.js';
import { useTranslation } from '../../i18n/i18n.js';
import type { MediaState } from '../../patient/media/own-media.js';
import { Button } from '../../ui/button.js';
import { Check } from '../../ui/choices.js';
import { errorWords } from '../../ui/error-words.js';
import { SelectField } from '../../ui/field.js';
import { Notice } from '../../ui/notice.js';
import { OwnPicture } from '../../ui/own-picture.js';
import type { DeviceActs } from './host-devices.js';

interface DeviceCheckProps {
  readonly media: MediaState;
  readonly acts: DeviceActs;
  readonly microphone: boolean;
  readonly busy: boolean;
  readonly problem: CallErrorCode | null;
  onMicrophone: (on: boolean) => void;
  onEnter: () => void;
}

/** The host's own camera and microphone before the room. Nothing here keeps anybody out: sound only, or neither, is fine. */
export function DeviceCheck({ media, acts, microphone, busy, problem, onMicrophone, onEnter }: DeviceCheckProps) {
  const { t } = useTranslation('staff');
  const { t: shared } = useTranslation('ui');
  const { stream, camera, cameraProblem, microphoneProblem, cameras, microphones, cameraId, microphoneId } = media;
  return (
    <div className="host-check">
      <OwnPicture stream={stream} camera={camera} microphone={microphone && media.microphone} note={t('devices.onlyYou')} offWords={t(media.status === 'asking' ? 'devices.asking' : 'devices.cameraOff')} />
      <div className="host-check-side">
        {(cameraProblem ?? microphoneProblem) && (
          <Notice>
            <p>{t(microphoneProblem ? 'devices.noMicrophone' : 'devices.noCamera')}</p>
            <Button onClick={() => void acts.open({ camera: true })}>{shared('tryAgain')}</Button>
          </Notice>
        )}
        {problem && <Notice tone="problem">{errorWords(shared, problem)}</Notice>}
        <Check checked={microphone && media.microphone} onValue={onMicrophone}>
          {t('devices.microphoneOn')}
        </Check>
        <Check checked={camera} onValue={(on) => void acts.setCamera(on)}>
          {t('devices.cameraOn')}
        </Check>
        {microphones.length > 1 && <SelectField label={shared('media.microphone')} options={named(microphones)} value={microphoneId ?? ''} onValue={(id) => void acts.useMicrophone(id)} />}
        {cameras.length > 1 && <SelectField label={shared('media.camera')} options={named(cameras)} value={cameraId ?? ''} onValue={(id) => void acts.useCamera(id)} />}
        <Button look="primary" size="big" busy={busy} onClick={onEnter}>
          {t('devices.enter')}
        </Button>
        <p className="page-sub">{t('devices.nobody')}</p>
      </div>
    </div>
  );
}

function named(devices: MediaState['cameras']): { value: string; label: string }[] {
  return devices.map(({ deviceId, label }, at) => ({ value: deviceId, label: label || String(at + 1) }));
}
