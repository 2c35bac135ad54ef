import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { call } from '../../api/staff-call.js';
import { loadedFrom } from '../page-state.js';
import { useStaff } from '../staff-context.js';
import { BlockPeople } from './block-people.js';
import { withoutHost } from './co-hosts.js';
import { TodayScreen } from './today-screen.js';

const askEvery = 15_000;

/** Today: the blocks that the server lets this person see. */
export function TodayPage() {
  const { me } = useStaff();
  const navigate = useNavigate();
  const today = useQuery({ queryKey: ['today'], queryFn: () => call('getToday', {}), refetchInterval: askEvery, select: (day) => ({ ...day, blocks: day.blocks.map((block) => withoutHost(block, me.shownName)) }) });
  return (
    <TodayScreen
      loaded={loadedFrom(today)}
      seesOthers={me.may.includes('see_sessions_of_others')}
      onAgain={() => void today.refetch()}
      onOpen={(where, sessionId) => void navigate(where === 'room' ? { to: '/staff/sessions/$sessionId/room', params: { sessionId } } : { to: '/staff/sessions/$sessionId/attendance', params: { sessionId } })}
      people={(sessionId) => <BlockPeople sessionId={sessionId} />}
    />
  );
}
