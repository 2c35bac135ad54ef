import { useQuery } from '@tanstack/react-query';
import { useEffect, useMemo, useState } from 'react';
import type { RoomPass, RouteOutput } from '#contracts/routes';
import { call } from '../../api/staff-call.js';
import { openLive } from '../../api/live.js';
import { tabId } from '../../api/tab-id.js';
import { useLive } from '../../api/use-live.js';
import { useRoom } from '../../room/bar/use-room.js';
import { useWakeLock } from '../../room/bar/wake-lock.js';
import type { EndReason } from '../../room/link/connection.js';
import { livekit } from '../../room/link/livekit-room.js';
import { pageSigns } from '../../room/link/page-signs.js';
import { hostLine } from '../../room/link/room-line.js';
import { RoomStore } from '../../room/link/room-store.js';
import { serverAccess } from '../people/access-dialogs.js';
import { useStaff } from '../staff-context.js';
import { withoutHost } from '../today/co-hosts.js';
import type { HostMedia } from './host-devices.js';
import { HostRoomScreen } from './host-room-screen.js';
import { useRosterActs } from './roster-acts.js';

interface HostRoomLiveProps {
  readonly seat: RouteOutput<'takeHostSeat'>;
  readonly pass: RoomPass;
  readonly media: HostMedia;
  onOver: (reason: EndReason) => void;
}

const minutesEvery = 10_000;
const phonesEvery = 60_000;

type OpenRoom = ReturnType<typeof openRoom>;

const opened = new WeakMap<RoomPass, OpenRoom>();

/** One socket and one room for a pass: React may begin the first drawing anew, and what that had opened nobody would close. */
function roomOf(props: HostRoomLiveProps): OpenRoom {
  const room = opened.get(props.pass) ?? openRoom(props);
  opened.set(props.pass, room);
  return room;
}

function openRoom({ seat, media }: HostRoomLiveProps) {
  const { seatId, block } = seat;
  const live = openLive({ as: 'host', seatId });
  const askPass = () => call('fetchHostPass', { sessionId: block.sessionId, tabId });
  const store = new RoomStore({ seatId, sfu: livekit(media.stream, media, 'staff'), line: hostLine(live), page: pageSigns(), askPass });
  return { live, store };
}

/** The room with its live roster, for as long as the host is inside. */
export function HostRoomLive(props: HostRoomLiveProps) {
  const { seat, pass, onOver } = props;
  const { sessionId } = seat.block;
  const { me, holdRoom, signInOver } = useStaff();
  const [{ live, store }] = useState(() => roomOf(props));
  useEffect(() => {
    holdRoom(true);
    store.start(pass);
    return () => {
      store.dispose();
      live.close();
      holdRoom(false);
    };
  }, [store, live]); // eslint-disable-line react-hooks/exhaustive-deps -- the first pass is used once
  const view = useRoom(store);
  const { ended } = view;
  useEffect(() => void (ended && onOver(ended)), [ended]); // eslint-disable-line react-hooks/exhaustive-deps -- told once
  useWakeLock(ended === null);
  const { snapshot, clockAheadMs, refusal } = useLive(live);
  const minutes = useQuery({ queryKey: ['live-minutes', sessionId], queryFn: () => call('getLiveMinutes', { sessionId }), refetchInterval: minutesEvery, refetchIntervalInBackground: true });
  const people = useQuery({ queryKey: ['people', sessionId], queryFn: () => call('getSessionPeople', { sessionId }), refetchInterval: phonesEvery });
  const phones = new Map((people.data?.people ?? []).flatMap(({ seatId, phone }) => (phone ? [[seatId, phone] as const] : [])));
  const shown = useMemo(() => ({ ...seat, block: withoutHost(seat.block, me.shownName) }), [seat, me.shownName]);
  const access = useMemo(() => serverAccess(sessionId), [sessionId]);
  const roster = useRosterActs(live);
  const isOver = [refusal, roster.problem].some((code) => code === 'not_signed_in' || code === 'signed_out_idle');
  useEffect(() => void (isOver && signInOver()), [isOver, signInOver]);
  return (
    <HostRoomScreen
      seat={shown}
      view={view}
      verbs={store}
      snapshot={snapshot}
      aheadMs={clockAheadMs}
      minutes={minutes.data ?? null}
      phones={phones}
      access={access}
      acts={roster.acts}
      busy={roster.busy}
      problem={roster.problem}
      onStepOut={() => store.leave()}
    />
  );
}
