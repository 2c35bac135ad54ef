import { Component, type ReactNode } from 'react';
import { useTranslation } from '../i18n/i18n.js';
import { Button } from '../ui/button.js';
import { Page } from './page.js';

/** Catches what nobody expected, a part that would not load among it, and offers the one thing that helps. */
export class Fault extends Component<{ children: ReactNode }, { failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError(): { failed: boolean } {
    return { failed: true };
  }

  override render(): ReactNode {
    return this.state.failed ? <FaultScreen onReload={() => location.reload()} /> : this.props.children;
  }
}

export function FaultScreen({ onReload }: { onReload: () => void }) {
  const { t } = useTranslation('arrival');
  return (
    <Page title={t('fault.title')}>
      <p>{t('fault.body')}</p>
      <Button look="primary" size="big" onClick={onReload}>
        {t('fault.reload')}
      </Button>
    </Page>
  );
}
