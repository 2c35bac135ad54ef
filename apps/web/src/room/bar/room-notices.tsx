import { useTranslation } from '../../i18n/i18n.js';
import { Button } from '../../ui/button.js';
import { Icon, type IconName } from '../../ui/icon.js';
import type { RoomView } from '../link/room-view.js';
import type { RoomVerbs } from './room-verbs.js';

/** One quiet line over the stage: what happened, what we do, what you can do. */
function Line({ icon, children, action }: { icon: IconName; children: React.ReactNode; action?: React.ReactNode }) {
  return (
    <div className="room-line">
      <Icon name={icon} />
      <span>{children}</span>
      {action}
    </div>
  );
}

interface RoomNoticesProps {
  readonly view: RoomView;
  readonly verbs: RoomVerbs;
  /** The host who dropped, when none is left inside. */
  readonly hostAway: string | null;
}

/** What stands between the header and the people: connection, a host who dropped, sound, data use, a device that is not there. */
export function RoomNotices({ view, verbs, hostAway }: RoomNoticesProps) {
  const { t } = useTranslation('room');
  const { notice, soundBlocked, microphone, camera } = view;
  const connected = notice === 'none' || notice === 'quiet';
  return (
    <div className="room-lines">
      <div role="status">
        <ConnectionLine notice={notice} />
        {connected && hostAway && <Line icon="info">{t('notice.hostAway', { name: hostAway })}</Line>}
        {connected && <DataLine ladder={view.ladder} verbs={verbs} />}
      </div>
      <div role="alert">
        {connected && microphone.trouble && <Line icon="micOff">{t(`trouble.microphone_${microphone.trouble}`)}</Line>}
        {connected && camera.trouble && <Line icon="cameraOff">{t(`trouble.camera_${camera.trouble}`)}</Line>}
      </div>
      {connected && soundBlocked && (
        <div className="room-sound">
          <Button look="primary" size="target" icon="speaker" onClick={() => void verbs.startAudio()}>
            {t('notice.startSound')}
          </Button>
        </div>
      )}
    </div>
  );
}

const connectionLines = { joining: ['clock', 'joining'], joining_long: ['clock', 'joiningLong'], quiet: ['info', 'quiet'], reconnecting: ['offline', 'reconnecting'] } as const;

function ConnectionLine({ notice }: { notice: RoomView['notice'] }) {
  const { t } = useTranslation('room');
  // The rejoin page says it in full.
  if (notice === 'none' || notice === 'rejoin') return null;
  const [icon, words] = connectionLines[notice];
  return <Line icon={icon}>{t(`notice.${words}`)}</Line>;
}

function DataLine({ ladder, verbs }: { ladder: RoomView['ladder']; verbs: RoomVerbs }) {
  const { t } = useTranslation('room');
  if (ladder.rung === 'full') return null;
  if (ladder.by === 'person')
    return (
      <Line icon="bars" action={<LineButton onPress={() => verbs.saveData(false)}>{t('notice.showVideo')}</LineButton>}>
        {t('notice.savingData')}
      </Line>
    );
  return (
    <Line icon="bars" action={<LineButton onPress={() => verbs.keepVideo()}>{t('notice.keepVideo')}</LineButton>}>
      {t(`notice.ladder_${ladder.rung}`)}
    </Line>
  );
}

function LineButton({ onPress, children }: { onPress: () => void; children: React.ReactNode }) {
  return (
    <button type="button" className="line-button" onClick={onPress}>
      {children}
    </button>
  );
}
