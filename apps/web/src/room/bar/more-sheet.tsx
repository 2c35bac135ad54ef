import { useTranslation } from '../../i18n/i18n.js';
import { Check } from '../../ui/choices.js';
import { SelectField } from '../../ui/field.js';
import { Sheet } from '../../ui/sheet.js';
import type { RoomView } from '../link/room-view.js';
import type { RoomVerbs } from './room-verbs.js';
import { useDevices, type Devices } from './use-devices.js';

interface MoreSheetProps {
  readonly view: RoomView;
  readonly verbs: RoomVerbs;
  readonly hideSelf: boolean;
  onHideSelf: (hide: boolean) => void;
  onClose: () => void;
  /** For the gallery, which has no devices. */
  devices?: Devices;
  children?: React.ReactNode;
}

/** Devices, own picture and data use. `children` are further switches of the page. */
export function MoreSheet({ view, verbs, hideSelf, onHideSelf, onClose, devices, children }: MoreSheetProps) {
  const { t } = useTranslation('room');
  const found = useDevices();
  const { microphone, camera, speaker } = devices ?? found;
  return (
    <Sheet title={t('more.title')} onClose={onClose}>
      <div className="more-switches">
        <Check checked={hideSelf} onValue={onHideSelf}>
          {t('more.hideSelf')}
        </Check>
        <Check checked={view.ladder.by === 'person'} onValue={(on) => verbs.saveData(on)}>
          {t('more.saveData')} <span className="more-hint">{t('more.saveDataHint')}</span>
        </Check>
        {children}
      </div>
      {microphone.length > 0 && <DeviceSelect kind="microphone" devices={microphone} now={view.microphone.deviceId} verbs={verbs} />}
      {camera.length > 0 && <DeviceSelect kind="camera" devices={camera} now={view.camera.deviceId} verbs={verbs} />}
      {speaker.length > 0 && <DeviceSelect kind="speaker" devices={speaker} now={null} verbs={verbs} />}
    </Sheet>
  );
}

function DeviceSelect({ kind, devices, now, verbs }: { kind: keyof Devices; devices: Devices[keyof Devices]; now: string | null; verbs: RoomVerbs }) {
  const { t } = useTranslation('ui');
  return <SelectField label={t(`media.${kind}`)} options={devices} {...(now ? { value: now } : {})} onValue={(deviceId) => void verbs.chooseDevice(kind, deviceId)} />;
}
