import '../../room/bar/bar.css';
import './host-room.css';
import { memo, useCallback, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { LiveMinutes, RouteOutput, StaffSnapshot } from '#contracts/routes';
import type { CallErrorCode } from '../../api/call-error.js';
import { Control } from '../../room/bar/control.js';
import { useHideSelf } from '../../room/bar/hide-self.js';
import { MoreSheet } from '../../room/bar/more-sheet.js';
import { OwnControls } from '../../room/bar/own-controls.js';
import { RoomNotices } from '../../room/bar/room-notices.js';
import type { RoomVerbs } from '../../room/bar/room-verbs.js';
import { Spoken } from '../../room/bar/spoken.js';
import type { RoomView } from '../../room/link/room-view.js';
import type { Tile } from '../../room/link/tiles.js';
import { Stage } from '../../room/stage/stage.js';
import { Button } from '../../ui/button.js';
import { Check } from '../../ui/choices.js';
import { Chip } from '../../ui/notice.js';
import { Skeleton } from '../../ui/skeleton.js';
import type { Access } from '../people/access-dialogs.js';
import { spanWords } from '../span-words.js';
import { Agenda } from './agenda.js';
import { EndDialog, StepOutDialog } from './leave-dialogs.js';
import { Roster, type RosterProps } from './roster.js';
import type { RosterActs } from './roster-acts.js';
import { counted, isStaff, nameOf, peopleOf } from './roster-groups.js';
import { useSoundSwitch, useWaitingSignal } from './waiting-signal.js';

type Seat = RouteOutput<'takeHostSeat'>;

export interface HostRoomScreenProps {
  readonly seat: Seat;
  readonly view: RoomView;
  readonly verbs: RoomVerbs;
  readonly snapshot: StaffSnapshot | null;
  readonly aheadMs: number;
  readonly minutes: LiveMinutes | null;
  readonly phones: ReadonlyMap<string, string>;
  readonly acts: RosterActs;
  readonly access: Access;
  readonly busy: ReadonlySet<string>;
  readonly problem: CallErrorCode | null;
  onStepOut: () => void;
  readonly firstOpen?: 'end' | 'more' | 'stepOut' | null;
  readonly firstDialog?: RosterProps['firstDialog'];
  readonly firstSide?: 'stage' | 'people';
  /** The gallery's fixed time. */
  readonly at?: number;
  readonly skeletonAt?: number;
  draw?: (tile: Tile) => ReactNode;
}

/** The group room as its host sees it: the roster to the left, the people in the middle, the block above, few controls below. */
export function HostRoomScreen(props: HostRoomScreenProps) {
  const { seat, view, verbs, snapshot, acts, firstOpen = null, draw } = props;
  const { t } = useTranslation('staff');
  const [open, setOpen] = useState(firstOpen);
  const [side, setSide] = useState(props.firstSide ?? 'stage');
  const [hideSelf, setHideSelf] = useHideSelf();
  const [sound, setSound] = useSoundSwitch();
  const rows = snapshot ? peopleOf(snapshot.topics) : [];
  useWaitingSignal(rows, seat.block.title, sound);
  const waiting = rows.filter(({ state }) => state === 'waiting').length;
  const coHost = rows.find((row) => isStaff(row) && row.state === 'in' && row.seatId !== seat.seatId);
  const close = (): void => setOpen(null);
  const askToEnd = useCallback((): void => setOpen('end'), []);
  const away = view.notice === 'reconnecting' || view.notice === 'rejoin';
  return (
    <div className="host-room" data-side={side}>
      <HostHead seat={seat} aheadMs={props.aheadMs} at={props.at} onEnd={askToEnd} />
      <div className="host-sides" role="group" aria-label={t('room.sides')}>
        <Button aria-pressed={side === 'stage'} onClick={() => setSide('stage')}>
          {t('room.stage')}
        </Button>
        <Button aria-pressed={side === 'people'} onClick={() => setSide('people')}>
          {waiting > 0 ? t('room.peopleWaiting', { count: waiting }) : t('room.people')}
        </Button>
      </div>
      <main className="host-stage on-stage">
        <RoomNotices view={view} verbs={verbs} hostAway={null} />
        {view.notice === 'rejoin' && <StaffRejoin onRetry={() => verbs.retryNow()} />}
        <Stage tiles={view.tiles} hideSelf={hideSelf} resting={away} onFirstFrame={verbs.firstFrame} draw={draw} />
      </main>
      <div className="host-bar">
        <Counted snapshot={snapshot} />
        <div className="host-controls">
          <OwnControls view={view} verbs={verbs} />
          <Control icon="more" opens onPress={() => setOpen('more')}>
            {t('room.more')}
          </Control>
          <Control icon="leave" opens onPress={() => setOpen('stepOut')}>
            {t('room.stepOut')}
          </Control>
        </div>
        <p className="host-aside">{coHost && t('room.coHost', { name: nameOf(coHost) })}</p>
      </div>
      {snapshot ? <Roster {...props} hostInside={snapshot.session.hostInside} rows={rows.filter(({ seatId }) => seatId !== seat.seatId)} /> : <div className="roster card roster-loading"><Skeleton lines={6} at={props.skeletonAt} /></div>}
      <Spoken view={view} />
      {open === 'end' && <EndDialog people={rows.filter(({ state }) => state === 'in').length} onEnd={() => (acts.endSession(), close())} onClose={close} />}
      {open === 'stepOut' && <StepOutDialog coHost={coHost ? nameOf(coHost) : null} onStepOut={props.onStepOut} onClose={close} />}
      {open === 'more' && (
        <MoreSheet view={view} verbs={verbs} hideSelf={hideSelf} onHideSelf={setHideSelf} onClose={close}>
          <Check checked={sound} onValue={setSound}>
            {t('room.waitingSound')}
          </Check>
        </MoreSheet>
      )}
    </div>
  );
}

// One function for all renders: the heading takes the focus when the room appears, and never again.
const focusOnce = (heading: HTMLHeadingElement | null): void => heading?.focus({ preventScroll: true });

const HostHead = memo(function HostHead({ seat, aheadMs, at, onEnd }: Pick<HostRoomScreenProps, 'seat' | 'aheadMs' | 'at'> & { onEnd: () => void }) {
  const { t, i18n } = useTranslation('staff');
  const { block, segments } = seat;
  const day = new Intl.DateTimeFormat(i18n.language === 'es' ? 'es-US' : 'en-US', { weekday: 'short', month: 'short', day: 'numeric', timeZone: block.zone }).format(new Date(block.from));
  return (
    <header className="host-head">
      <div className="host-title">
        <h1 tabIndex={-1} ref={focusOnce}>
          {block.title}
        </h1>
        <p className="tabular">{[day, spanWords(block.from, block.to, block.zone, i18n.language), block.hosts.length > 0 && t('today.with', { hosts: new Intl.ListFormat(i18n.language).format(block.hosts) })].filter(Boolean).join(' · ')}</p>
      </div>
      <Agenda segments={segments} zone={block.zone} aheadMs={aheadMs} at={at} />
      <Button look="leave" aria-haspopup="dialog" onClick={onEnd}>
        {t('room.end')}
      </Button>
    </header>
  );
});

function Counted({ snapshot }: { snapshot: StaffSnapshot | null }) {
  const { t } = useTranslation('staff');
  const { inRoom, all } = counted(snapshot?.topics.roster ?? []);
  return (
    <p className="host-counted">
      <Chip tone="ok" icon="check">
        {t('room.counted', { inRoom, all })}
      </Chip>
    </p>
  );
}

function StaffRejoin({ onRetry }: { onRetry: () => void }) {
  const { t } = useTranslation('staff');
  return (
    <div className="host-rejoin" role="status">
      <p>{t('room.rejoin')}</p>
      <Button look="primary" onClick={onRetry}>
        {t('room.rejoinNow')}
      </Button>
    </div>
  );
}
