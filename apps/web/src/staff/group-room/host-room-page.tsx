import { useMutation, useQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { call } from '../../api/staff-call.js';
import { codeOf } from '../../api/call-error.js';
import { tabId } from '../../api/tab-id.js';
import { startTexts } from '../../i18n/i18n.js';
import type { RoomPass } from '#contracts/routes';
import { HostDoor, type DoorState } from './host-door.js';
import { HostRoomLive } from './host-room-live.js';
import type { HostMedia } from './host-devices.js';

await startTexts(['room']);

const route = getRouteApi('/staff/sessions/$sessionId/room');

/** From the device check into the room and out of it again. The seat is taken when the page opens, the pass when the host enters. */
export function HostRoomPage() {
  const { sessionId } = route.useParams();
  const navigate = useNavigate();
  const [inside, setInside] = useState<{ pass: RoomPass; media: HostMedia } | null>(null);
  const [ended, setEnded] = useState<'ended' | 'taken_over' | null>(null);
  const seat = useQuery({ queryKey: ['host-seat', sessionId], queryFn: () => call('takeHostSeat', { sessionId }), staleTime: Infinity, retry: false });
  const enter = useMutation({
    mutationFn: async ({ media, takeOver }: { media: HostMedia; takeOver: boolean }) => ({ media, pass: await call('fetchHostPass', { sessionId, takeOver, tabId }) }),
    onSuccess: (both) => (setEnded(null), setInside(both)),
  });
  const toToday = (): void => void navigate({ to: '/staff' });
  if (inside && seat.data) {
    return (
      <HostRoomLive
        key={inside.pass.identity}
        seat={seat.data}
        pass={inside.pass}
        media={inside.media}
        onOver={(reason) => {
          setInside(null);
          if (reason === 'left') toToday();
          else setEnded(reason === 'taken_over' ? 'taken_over' : 'ended');
        }}
      />
    );
  }
  const problem = enter.error ? codeOf(enter.error) : seat.error ? codeOf(seat.error) : null;
  const state: DoorState = ended ?? (problem === 'taken_over' ? 'taken_over' : problem === 'session_ended' ? 'ended' : seat.data ? 'check' : 'loading');
  return (
    <HostDoor
      state={state}
      block={seat.data?.block ?? null}
      busy={enter.isPending}
      problem={problem}
      onEnter={(media, takeOver) => enter.mutate({ media, takeOver })}
      onAgain={() => void seat.refetch()}
      onToday={toToday}
      onAttendance={() => void navigate({ to: '/staff/sessions/$sessionId/attendance', params: { sessionId } })}
    />
  );
}
