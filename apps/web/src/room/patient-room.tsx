import { useEffect, useState, useSyncExternalStore } from 'react';
import { call } from '../api/call.js';
import { tabId } from '../api/tab-id.js';
import { useLive } from '../api/use-live.js';
import { startTexts, useTranslation } from '../i18n/i18n.js';
import type { PatientRoomProps, RoomEntry } from '../room-contract.js';
import { atTime } from '../ui/time-words.js';
import { useRoom } from './bar/use-room.js';
import { useWakeLock } from './bar/wake-lock.js';
import { markJoin } from './link/join-marks.js';
import { livekit } from './link/livekit-room.js';
import { pageSigns } from './link/page-signs.js';
import { seatLine } from './link/room-line.js';
import { RoomStore } from './link/room-store.js';
import { HelpRequest, helpStanding } from './patient/help-request.js';
import { PatientRoomScreen } from './patient/patient-room-screen.js';

// The words of the room come with its code.
await startTexts(['room']);

/** Goes in with the pass in hand, at once and before anything is drawn. Takes over the open camera; asks for nothing. */
export function enterRoom({ seatId, pass, stream, choices, live, wishes }: RoomEntry): RoomStore {
  markJoin('push-received');
  const store = new RoomStore({ seatId, sfu: livekit(stream, choices, 'patient'), line: seatLine(live), page: pageSigns(), wishes, askPass: () => call('fetchRoomPass', { seatId, tabId }) });
  store.start(pass);
  return store;
}

/** The group room for one patient who has entered, to the end of their stay. */
export function PatientRoom({ seatId, session: planned, store, live, clinicPhone, onLeave, onEnded }: PatientRoomProps) {
  const { i18n } = useTranslation();
  const [helpRequest] = useState(() => new HelpRequest((helpId) => call('askForHelp', { seatId, helpId })));
  useEffect(() => () => (store.dispose(), helpRequest.stop()), [store, helpRequest]);
  const view = useRoom(store);
  const { ended } = view;
  useEffect(() => void (ended && onEnded(ended)), [ended]); // eslint-disable-line react-hooks/exhaustive-deps -- told once
  useWakeLock(ended === null);
  const { snapshot } = useLive(live);
  const sending = useSyncExternalStore(helpRequest.subscribe, helpRequest.sending);
  const session = snapshot?.session;
  const leave = (): void => {
    onLeave();
    store.leave();
  };
  return (
    <PatientRoomScreen
      view={view}
      verbs={store}
      title={planned?.title ?? null}
      until={planned && atTime(planned.endsAt, planned.zone, i18n.language)}
      hostAway={session && !session.hostInside ? session.hostAwayName : null}
      clinicPhone={clinicPhone}
      help={helpStanding(snapshot?.own.help ?? null, sending)}
      onAskHelp={() => helpRequest.ask()}
      onLeave={leave}
    />
  );
}
