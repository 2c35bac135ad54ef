import { useTranslation } from 'react-i18next';
import { SelectField } from '../../ui/field.js';
import type { MediaState } from '../media/own-media.js';
import type { MediaActs } from './device-screen.js';

/** Which camera and microphone, when there is something to choose. */
export function DeviceMenus({ media, acts, always = false }: { media: MediaState; acts: Pick<MediaActs, 'useCamera' | 'useMicrophone'>; always?: boolean }) {
  const ui = useTranslation('ui').t;
  const { t } = useTranslation('patient');
  const cameras = media.cameras.map((device, at) => ({ value: device.deviceId, label: device.label || ui('media.unnamedCamera', { number: at + 1 }) }));
  const microphones = media.microphones.map((device, at) => ({ value: device.deviceId, label: device.label || ui('media.unnamedMicrophone', { number: at + 1 }) }));
  const few = always ? 0 : 1;
  if (cameras.length <= few && microphones.length <= few) return always ? <p>{t('devices.noChoice')}</p> : null;
  return (
    <>
      {cameras.length > few && <SelectField label={ui('media.camera')} options={cameras} value={media.cameraId ?? ''} onValue={(id) => void acts.useCamera(id)} />}
      {microphones.length > few && <SelectField label={ui('media.microphone')} options={microphones} value={media.microphoneId ?? ''} onValue={(id) => void acts.useMicrophone(id)} />}
    </>
  );
}
