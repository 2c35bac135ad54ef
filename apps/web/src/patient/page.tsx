import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../ui/button.js';
import { Heading } from '../ui/heading.js';
import { OfflineStrip } from '../ui/offline-strip.js';
import { Rich } from '../ui/rich.js';
import { Sheet } from '../ui/sheet.js';
import { Settings } from './settings.js';

export interface ClinicCard {
  readonly name: string;
  readonly phone: string;
}

interface PageProps {
  title: string;
  clinic?: ClinicCard | null | undefined;
  progress?: { step: number; of: number } | null;
  /** The first screen shows language and text size in full; the others behind one button. */
  settings?: 'open' | 'button';
  wide?: boolean;
  online?: boolean | undefined;
  children: ReactNode;
}

/** The frame of every patient screen: what it is, the way to read it better, and where to turn in danger, always in the same place. */
export function Page({ title, clinic, progress, settings = 'button', wide = false, online, children }: PageProps) {
  const { t } = useTranslation('arrival');
  return (
    <div className={wide ? 'patient patient-wide' : 'patient'}>
      <OfflineStrip {...(online !== undefined && { online })} />
      <main className="patient-main">
        {settings === 'button' && (
          <div className="patient-top">
            <span>{progress && t('progress', progress)}</span>
            <SettingsButton />
          </div>
        )}
        <Heading>{title}</Heading>
        {children}
        {settings === 'open' && <Settings />}
      </main>
      {clinic && <HelpLines clinic={clinic} />}
    </div>
  );
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

function HelpLines({ clinic }: { clinic: ClinicCard }) {
  const { t } = useTranslation('arrival');
  return (
    <footer className="patient-help" aria-label={t('help.title')}>
      <ul>
        <li>
          <Rich text={t('help.danger')} tags={dialled('tel:911')} />
        </li>
        <li>
          <Rich text={t('help.talk')} tags={dialled('tel:988')} />
        </li>
        <li>
          <Rich text={t('help.clinic', { clinic: clinic.name, phone: clinic.phone })} tags={dialled(phoneAddress(clinic.phone))} />
        </li>
      </ul>
    </footer>
  );
}

const dialled = (address: string) => ({ a: (words: string) => <a href={address}>{words}</a> });

/** A number as people write it, as an address to dial. */
export function phoneAddress(phone: string): string {
  return `tel:${phone.replace(/[^\d+]/g, '')}`;
}
