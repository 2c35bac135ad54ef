import { useState, type ReactNode } from 'react';
import { useTranslation } from '../i18n/i18n.js';
import { Button } from '../ui/button.js';
import { Sheet } from '../ui/sheet.js';
import { Page, type ClinicCard } from './page.js';
import { Settings } from './settings.js';

interface VisitPageProps {
  title: string;
  clinic?: ClinicCard;
  progress?: { step: number; of: number };
  wide?: boolean;
  children: ReactNode;
}

/** A patient screen after the first: how far they are, and language and text size behind one button. */
export function VisitPage({ progress, ...page }: VisitPageProps) {
  const { t } = useTranslation('arrival');
  const top = (
    <>
      <span>{progress && t('progress', progress)}</span>
      <SettingsButton />
    </>
  );
  return <Page {...page} top={top} />;
}

function SettingsButton() {
  const { t } = useTranslation('arrival');
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button look="quiet" size="target" onClick={() => setOpen(true)}>
        {t('settings')}
      </Button>
      {open && (
        <Sheet title={t('settings')} onClose={() => setOpen(false)}>
          <Settings />
        </Sheet>
      )}
    </>
  );
}
