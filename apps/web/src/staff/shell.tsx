import { Link, Outlet } from '@tanstack/react-router';
import { useTranslation } from '../i18n/i18n.js';
import { OfflineStrip } from '../ui/offline-strip.js';
import { ShellFrame } from './shell-frame.js';
import { useStaff } from './staff-context.js';

/** What stands around every staff page but the room. */
export function Shell() {
  const { t } = useTranslation('staff');
  const { me, signOut } = useStaff();
  return (
    <ShellFrame
      me={me}
      onSignOut={signOut}
      strip={<OfflineStrip />}
      links={
        <>
          <Link to="/staff" activeOptions={{ exact: true }}>
            {t('nav.today')}
          </Link>
          {me.may.includes('manage_settings') && <Link to="/staff/settings">{t('nav.settings')}</Link>}
          <Link to="/staff/account">{t('nav.account')}</Link>
        </>
      }
    >
      <Outlet />
    </ShellFrame>
  );
}
