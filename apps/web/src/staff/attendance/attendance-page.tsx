import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { call } from '../../api/staff-call.js';
import { loadedFrom } from '../page-state.js';
import { AttendanceScreen } from './attendance-screen.js';
import { EvidenceOf } from './evidence-of.js';

const route = getRouteApi('/pages/staff/sessions/$sessionId/attendance');
const askEvery = 20_000;

/** A block's attendance, renewed while it goes on. */
export function AttendancePage() {
  const { sessionId } = route.useParams();
  const attendance = useQuery({ queryKey: ['attendance', sessionId], queryFn: () => call('getAttendance', { sessionId }), refetchInterval: (query) => (query.state.data?.endedAt ? false : askEvery) });
  return (
    <AttendanceScreen
      loaded={loadedFrom(attendance)}
      onAgain={() => void attendance.refetch()}
      onPrint={() => window.print()}
      evidence={(chosen, onClose) => <EvidenceOf sessionId={sessionId} chosen={chosen} onClose={onClose} />}
    />
  );
}
