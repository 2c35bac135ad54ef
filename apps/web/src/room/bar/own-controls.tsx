import { useTranslation } from 'react-i18next';
import type { RoomView } from '../link/room-view.js';
import { Control } from './control.js';
import type { RoomVerbs } from './room-verbs.js';

/** Microphone and camera: the word says what a press does, the sign what is so now. */
export function OwnControls({ view, verbs }: { view: Pick<RoomView, 'microphone' | 'camera'>; verbs: Pick<RoomVerbs, 'setDevice'> }) {
  const { t } = useTranslation('room');
  const { microphone, camera } = view;
  return (
    <>
      <Control icon={microphone.wanted ? 'mic' : 'micOff'} on={microphone.wanted} trouble={microphone.trouble !== null} onPress={() => void verbs.setDevice('microphone', !microphone.wanted)}>
        {t(microphone.wanted ? 'bar.mute' : 'bar.unmute')}
      </Control>
      <Control icon={camera.wanted ? 'camera' : 'cameraOff'} on={camera.wanted} trouble={camera.trouble !== null} onPress={() => void verbs.setDevice('camera', !camera.wanted)}>
        {t(camera.wanted ? 'bar.cameraOff' : 'bar.cameraOn')}
      </Control>
    </>
  );
}
