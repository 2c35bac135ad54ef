import '../bar/bar.css';
import './patient-room.css';
import { useState, type ReactNode } from 'react';
import { useTranslation } from '../../i18n/i18n.js';
import { Control } from '../bar/control.js';
import { useHideSelf } from '../bar/hide-self.js';
import { MoreSheet } from '../bar/more-sheet.js';
import { OwnControls } from '../bar/own-controls.js';
import { RoomNotices } from '../bar/room-notices.js';
import type { RoomVerbs } from '../bar/room-verbs.js';
import { Spoken } from '../bar/spoken.js';
import type { RoomView } from '../link/room-view.js';
import type { Tile } from '../link/tiles.js';
import { Stage } from '../stage/stage.js';
import type { HelpStanding } from './help-request.js';
import { HelpSheet } from './help-sheet.js';
import { LeaveSheet } from './leave-sheet.js';
import { RejoinPanel } from './rejoin-panel.js';

export interface PatientRoomScreenProps {
  readonly view: RoomView;
  readonly verbs: RoomVerbs;
  readonly title: string | null;
  /** When the session ends, as a clock time in the clinic's zone. */
  readonly until: string | null;
  readonly hostAway: string | null;
  readonly clinicPhone: string;
  readonly help: HelpStanding;
  onAskHelp: () => void;
  onLeave: () => void;
  readonly firstOpen?: 'help' | 'more' | 'leave' | null;
  draw?: (tile: Tile) => ReactNode;
}

/** The group room as a patient sees it: faces, four labelled buttons, Leave apart from the rest. */
export function PatientRoomScreen(props: PatientRoomScreenProps) {
  const { view, verbs, clinicPhone, help, onAskHelp, onLeave, firstOpen = null, draw } = props;
  const { t } = useTranslation('room');
  const [open, setOpen] = useState(firstOpen);
  const [hideSelf, setHideSelf] = useHideSelf();
  const close = (): void => setOpen(null);
  const rejoining = view.notice === 'rejoin';
  const away = rejoining || view.notice === 'reconnecting';
  const takeBreak = (): void => {
    void verbs.takeBreak();
    close();
  };
  return (
    <div className="patient-room on-stage">
      <RoomHead {...props} onLeavePress={() => setOpen('leave')} />
      <main className="patient-room-main">
        <RoomNotices view={view} verbs={verbs} hostAway={props.hostAway} />
        {view.onBreak && <BreakLine onBack={() => void verbs.endBreak()} />}
        {help.state === 'seen' && open !== 'help' && <p className="room-line room-line-support" role="status">{t('help.seen', { name: help.by })}</p>}
        {rejoining ? <RejoinPanel clinicPhone={clinicPhone} onRetry={() => verbs.retryNow()} /> : <Stage tiles={view.tiles} hideSelf={hideSelf} resting={away} onFirstFrame={verbs.firstFrame} draw={draw} />}
      </main>
      <footer className="patient-room-bar">
        <OwnControls view={view} verbs={verbs} />
        <Control icon="more" opens onPress={() => setOpen('more')}>
          {t('bar.more')}
        </Control>
        <Control icon="help" look="help" opens onPress={() => setOpen('help')}>
          {t('bar.help')}
        </Control>
      </footer>
      <Spoken view={view} />
      {open === 'help' && <HelpSheet clinicPhone={clinicPhone} help={help} onAsk={onAskHelp} onClose={close} />}
      {open === 'leave' && <LeaveSheet onBreak={takeBreak} onLeave={onLeave} onClose={close} />}
      {open === 'more' && <MoreSheet view={view} verbs={verbs} hideSelf={hideSelf} onHideSelf={setHideSelf} onClose={close} />}
    </div>
  );
}

function RoomHead({ view, title, until, onLeavePress }: PatientRoomScreenProps & { onLeavePress: () => void }) {
  const { t } = useTranslation('room');
  const here = t('head.here', { count: view.peopleHere });
  return (
    <header className="patient-room-head">
      <div>
        <h1 tabIndex={-1} ref={focusOnce}>
          {title ?? t('head.group')}
        </h1>
        <p>{until ? t('head.until', { time: until, here }) : here}</p>
      </div>
      <button type="button" className="room-leave" aria-haspopup="dialog" onClick={onLeavePress}>
        {t('head.leave')}
      </button>
    </header>
  );
}

// Admitted: the keyboard and the screen reader start at the heading of the room. After the pictures: a focus makes the browser lay out the page at once.
const focusOnce = (heading: HTMLHeadingElement | null): void => void requestAnimationFrame(() => heading?.focus({ preventScroll: true }));

function BreakLine({ onBack }: { onBack: () => void }) {
  const { t } = useTranslation('room');
  return (
    <div className="room-line" role="status">
      <span>{t('break.on')}</span>
      <button type="button" className="line-button" onClick={onBack}>
        {t('break.back')}
      </button>
    </div>
  );
}
