import { useTranslation } from '../../i18n/i18n.js';
import { SelectField } from '../../ui/field.js';
import type { MediaState, OwnMedia } from '../media/own-media.js';

/** Which camera and microphone. Says so when there is nothing to choose from. */
export function DeviceMenus({ media, acts }: { media: MediaState; acts: Pick<OwnMedia, 'useCamera' | 'useMicrophone'> }) {
  const ui = useTranslation('ui').t;
  const { t } = useTranslation('patient');
  const cameras = media.cameras.map((device, at) => ({ value: device.deviceId, label: device.label || ui('media.unnamedCamera', { number: at + 1 }) }));
  const microphones = media.microphones.map((device, at) => ({ value: device.deviceId, label: device.label || ui('media.unnamedMicrophone', { number: at + 1 }) }));
  if (cameras.length + microphones.length === 0) return <p>{t('devices.noChoice')}</p>;
  return (
    <>
      {cameras.length > 0 && <SelectField label={ui('media.camera')} options={cameras} value={media.cameraId ?? ''} onValue={(id) => void acts.useCamera(id)} />}
      {microphones.length > 0 && <SelectField label={ui('media.microphone')} options={microphones} value={media.microphoneId ?? ''} onValue={(id) => void acts.useMicrophone(id)} />}
    </>
  );
}
