import type { ReactNode } from 'react';
import type { Visit } from '#contracts/routes';
import { useTranslation } from '../i18n/i18n.js';
import { dial } from '../ui/dial.js';
import { Heading } from '../ui/heading.js';
import { OfflineStrip } from '../ui/offline-strip.js';
import { Rich } from '../ui/rich.js';

export type ClinicCard = Visit['clinic'];

interface PageProps {
  title: string;
  clinic?: ClinicCard | null | undefined;
  /** Above the heading: how far the person is, and a way to read better. */
  top?: ReactNode;
  /** Below everything: on the first screens, language and text size in full. */
  foot?: ReactNode;
  wide?: boolean;
  children: ReactNode;
}

/** The frame of every patient screen: what it is, the way to read it better, and where to turn in danger, always in the same place. */
export function Page({ title, clinic, top, foot, wide = false, children }: PageProps) {
  return (
    <div className={wide ? 'patient patient-wide' : 'patient'}>
      <OfflineStrip />
      <main className="patient-main">
        {top && <div className="patient-top">{top}</div>}
        <Heading>{title}</Heading>
        {children}
        {foot}
      </main>
      {clinic && <HelpLines clinic={clinic} />}
    </div>
  );
}

function HelpLines({ clinic }: { clinic: ClinicCard }) {
  const { t, i18n } = useTranslation('arrival');
  const line = i18n.language === 'es' ? clinic.secondLanguageLine : undefined;
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
          <Rich text={t('help.clinic', { clinic: clinic.name, phone: clinic.phone })} tags={dialled(dial(clinic.phone))} />
        </li>
        {line && (
          <li>
            <Rich text={t('help.inSpanish', { phone: line })} tags={dialled(dial(line))} />
          </li>
        )}
      </ul>
    </footer>
  );
}

const dialled = (address: string) => ({ a: (words: string) => <a href={address}>{words}</a> });
