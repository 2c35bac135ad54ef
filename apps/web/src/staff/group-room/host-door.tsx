import './host-door.css';
import { useState } from 'react';
import type { BlockCard } from '#contracts/routes';
import type { CallErrorCode } from '../../api/call-error.js';
import { useTranslation } from '../../i18n/i18n.js';
import { Button, ButtonLink } from '../../ui/button.js';
import { errorWords } from '../../ui/error-words.js';
import { Heading } from '../../ui/heading.js';
import { Notice } from '../../ui/notice.js';
import { OfflineStrip } from '../../ui/offline-strip.js';
import { Skeleton } from '../../ui/skeleton.js';
import { sessionAddress } from '../addresses.js';
import { spanWords } from '../span-words.js';
import { DeviceCheck } from './device-check.js';
import { useHostDevices, type HostMedia } from './host-devices.js';

export type DoorState = 'loading' | 'check' | 'taken_over' | 'ended';

export interface HostDoorProps {
  readonly state: DoorState;
  readonly block: BlockCard | null;
  readonly busy: boolean;
  readonly problem: CallErrorCode | null;
  readonly skeletonAt?: number;
  onEnter: (media: HostMedia, takeOver: boolean) => void;
  onAgain: () => void;
  onToday: () => void;
  onAttendance: () => void;
  /** The gallery draws a check without devices. */
  check?: React.ReactNode;
}

/** What stands before and after the room: own devices, another tab, the end. */
export function HostDoor(props: HostDoorProps) {
  const { state, block, problem, onToday, onAttendance } = props;
  const { t, i18n } = useTranslation('staff');
  return (
    <div className="host-door">
      <OfflineStrip />
      <main className="host-door-main">
        <p>
          <ButtonLink look="quiet" icon="left" href="/staff" onFollow={onToday}>
            {t('hostDoor.today')}
          </ButtonLink>
        </p>
        {state === 'loading' && (problem ? <Refused problem={problem} onAgain={props.onAgain} /> : <Skeleton at={props.skeletonAt} />)}
        {state !== 'loading' && (
          <div>
            <Heading>{block?.title ?? t('hostDoor.room')}</Heading>
            {block && <p className="page-sub tabular">{spanWords(block.from, block.to, block.zone, i18n.language)}</p>}
          </div>
        )}
        {state === 'check' && (props.check ?? <Check {...props} />)}
        {state === 'taken_over' && <TakenOver {...props} />}
        {state === 'ended' && (
          <div className="card host-door-card">
            <p>{t('hostDoor.ended')}</p>
            <div className="sheet-acts">
              <ButtonLink look="primary" href={block ? sessionAddress(block.sessionId, 'attendance') : '/staff'} onFollow={onAttendance}>
                {t('hostDoor.attendance')}
              </ButtonLink>
              <ButtonLink href="/staff" onFollow={onToday}>
                {t('hostDoor.today')}
              </ButtonLink>
            </div>
          </div>
        )}
      </main>
    </div>
  );
}

function Check({ busy, problem, onEnter }: HostDoorProps) {
  const { state, acts, handOver } = useHostDevices();
  const [microphone, setMicrophone] = useState(true);
  // Who is quicker than the browser's answer is not without camera and microphone: the room asks for them again.
  const open = state.status === 'idle' || state.status === 'asking';
  const enter = (): void => onEnter({ stream: handOver(), microphone: microphone && (open || state.microphone), camera: open || state.camera }, false);
  return <DeviceCheck media={state} acts={acts} microphone={microphone} busy={busy} problem={problem} onMicrophone={setMicrophone} onEnter={enter} />;
}

function TakenOver({ busy, onEnter }: HostDoorProps) {
  const { t } = useTranslation('staff');
  return (
    <div className="card host-door-card">
      <p>{t('hostDoor.takenOver')}</p>
      <div className="sheet-acts">
        {/* Nothing was checked on this page: the host is heard and seen here once they press for it. */}
        <Button look="primary" busy={busy} onClick={() => onEnter({ stream: null, microphone: false, camera: false }, true)}>
          {t('hostDoor.useHere')}
        </Button>
      </div>
    </div>
  );
}

function Refused({ problem, onAgain }: { problem: CallErrorCode; onAgain: () => void }) {
  const { t } = useTranslation('staff');
  const { t: shared } = useTranslation('ui');
  return (
    <div className="page-fault">
      <Notice tone={problem === 'link_early' || problem === 'not_allowed' ? 'info' : 'problem'}>{problem === 'link_early' ? t('hostDoor.early') : errorWords(shared, problem)}</Notice>
      <Button onClick={onAgain}>{shared('tryAgain')}</Button>
    </div>
  );
}
