import { useQuery, useQueryClient } from '@tanstack/react-query';
import { call } from '../../api/staff-call.js';
import { loadedFrom } from '../page-state.js';
import { AgreementCard } from './agreement-card.js';
import { SettingsScreen, type SettingsActs } from './settings-screen.js';

/** Read when the page opens and when somebody asks again: nothing changes under a hand that types. */
const readOnce = { staleTime: Infinity, gcTime: 0, refetchOnWindowFocus: false, refetchOnReconnect: false };

/** The administrator's settings. */
export function SettingsPage() {
  const client = useQueryClient();
  const settings = useQuery({ queryKey: ['settings'], queryFn: () => call('getSettings', {}), ...readOnce });
  const agreement = useQuery({ queryKey: ['agreement'], queryFn: () => call('getAgreement', {}), select: (told) => told.agreement, ...readOnce });
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
  const rules = <AgreementCard key={agreement.dataUpdatedAt} loaded={loadedFrom(agreement)} publish={(from, bodies) => call('publishAgreement', { from, bodies }).then((told) => told.agreement)} onAgain={() => void agreement.refetch()} />;
  return <SettingsScreen key={settings.dataUpdatedAt} loaded={loadedFrom(settings)} acts={acts} agreement={rules} onAgain={() => void settings.refetch()} />;
}
