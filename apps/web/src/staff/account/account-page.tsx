import { useQuery, useQueryClient } from '@tanstack/react-query';
import { call } from '../../api/staff-call.js';
import { loadedFrom } from '../page-state.js';
import { useStaff } from '../staff-context.js';
import { AccountScreen } from './account-screen.js';

/** The own account: who one is here, the second step of the sign-in, the way out. */
export function AccountPage() {
  const { me, signOut } = useStaff();
  const client = useQueryClient();
  const account = useQuery({ queryKey: ['me'], queryFn: () => call('getMe', {}), initialData: me });
  return (
    <AccountScreen
      loaded={loadedFrom(account)}
      acts={{ start: (password) => call('startTotp', { password }), confirm: (code) => call('confirmTotp', { code }) }}
      onAgain={() => void account.refetch()}
      onEnrolled={() => void client.invalidateQueries({ queryKey: ['me'] })}
      onSignOut={signOut}
    />
  );
}
