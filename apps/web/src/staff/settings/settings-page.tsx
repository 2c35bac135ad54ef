import { useQuery, useQueryClient } from '@tanstack/react-query';
import { call } from '../../api/staff-call.js';
import { loadedFrom } from '../page-state.js';
import { SettingsScreen, type SettingsActs } from './settings-screen.js';

/** The administrator's settings. Read when the page opens and when somebody asks again: nothing changes under a hand that types. */
export function SettingsPage() {
  const client = useQueryClient();
  const settings = useQuery({ queryKey: ['settings'], queryFn: () => call('getSettings', {}), staleTime: Infinity, gcTime: 0, refetchOnWindowFocus: false, refetchOnReconnect: false });
  const told = <Answer,>(answer: Answer): Answer => {
    for (const queryKey of [['me'], ['today']]) void client.invalidateQueries({ queryKey });
    return answer;
  };
  const acts: SettingsActs = {
    clinic: (from, to) => call('changeClinicSettings', { from, to }).then(told),
    program: (programId) => (from, to) => call('changeProgramSettings', { programId, from, to }).then(told),
    cohort: (cohortId) => (from, to) => call('changeCohortSettings', { cohortId, from, to }).then(told),
  };
  // Read again, the forms begin anew with what holds now.
  return <SettingsScreen key={settings.dataUpdatedAt} loaded={loadedFrom(settings)} acts={acts} onAgain={() => void settings.refetch()} />;
}
