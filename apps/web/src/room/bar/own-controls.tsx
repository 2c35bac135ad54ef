import { useTranslation } from '../../i18n/i18n.js';
import { isOn } from '../link/device-trouble.js';
import type { RoomView } from '../link/room-view.js';
import { Control } from './control.js';
import type { RoomVerbs } from './room-verbs.js';

/** Microphone and camera: the word says what a press does, the sign what is so now. One that is in trouble is off, and a press tries again. */
export function OwnControls({ view, verbs }: { view: Pick<RoomView, 'microphone' | 'camera'>; verbs: Pick<RoomVerbs, 'setDevice'> }) {
  const { t } = useTranslation('room');
  const { microphone, camera } = view;
  const [heard, seen] = [isOn(microphone), isOn(camera)];
  return (
    <>
      <Control icon={heard ? 'mic' : 'micOff'} on={heard} trouble={microphone.trouble !== null} onPress={() => void verbs.setDevice('microphone', !heard)}>
        {t(heard ? 'bar.mute' : 'bar.unmute')}
      </Control>
      <Control icon={seen ? 'camera' : 'cameraOff'} on={seen} trouble={camera.trouble !== null} onPress={() => void verbs.setDevice('camera', !seen)}>
        {t(seen ? 'bar.cameraOff' : 'bar.cameraOn')}
      </Control>
    </>
  );
}
