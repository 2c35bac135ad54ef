import './staff.css';
import type { ReactNode } from 'react';
import type { Me } from '#contracts/routes';
import { useTranslation } from '../i18n/i18n.js';
import { Button } from '../ui/button.js';

interface ShellFrameProps {
  readonly me: Pick<Me, 'shownName' | 'clinic'>;
  readonly links: ReactNode;
  readonly strip?: ReactNode;
  readonly children: ReactNode;
  onSignOut: () => void;
}

/** The quiet bar on top: where you are, who you are, the way out. */
export function ShellFrame({ me, links, strip, children, onSignOut }: ShellFrameProps) {
  const { t } = useTranslation('staff');
  return (
    <div className="shell">
      <a className="skip" href="#page">
        {t('nav.skip')}
      </a>
      <header className="shell-bar">
        <span className="shell-name">Stepwell</span>
        <nav aria-label={t('nav.label')}>{links}</nav>
        <span className="shell-who">
          <span>
            {me.shownName} <span className="shell-clinic">· {me.clinic.name}</span>
          </span>
          <Button look="quiet" onClick={onSignOut}>
            {t('nav.signOut')}
          </Button>
        </span>
      </header>
      {strip}
      <main className="page" id="page" tabIndex={-1}>
        {children}
      </main>
    </div>
  );
}
