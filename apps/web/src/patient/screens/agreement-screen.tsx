import type { CallErrorCode } from '../../api/call-error.js';
import { useTranslation } from '../../i18n/i18n.js';
import { Button } from '../../ui/button.js';
import type { ClinicCard } from '../page.js';
import { VisitPage } from '../visit-page.js';
import { PlainText } from '../plain-text.js';
import { Problem } from './link-screens.js';

interface AgreementScreenProps {
  clinic: ClinicCard;
  agreement: { id: string; version: number; body: string };
  /** The language that the text is in. */
  language: string;
  busy: boolean;
  problem: CallErrorCode | null;
  onAgree: () => void;
  onDecline: () => void;
}

/** The group's rules, whole and on the page itself; both answers are of the same size. */
export function AgreementScreen({ clinic, agreement, language, busy, problem, onAgree, onDecline }: AgreementScreenProps) {
  const { t } = useTranslation('patient');
  return (
    <VisitPage title={t('agreement.title')} clinic={clinic} progress={{ step: 4, of: 4 }}>
      <p>{t('agreement.body')}</p>
      <section className="card" lang={language}>
        <PlainText text={agreement.body} titled />
        <p className="patient-quiet">{t('agreement.version', { version: agreement.version })}</p>
      </section>
      <Problem code={problem} />
      <div className="patient-acts">
        <Button look="primary" size="big" busy={busy} onClick={onAgree}>
          {t('agreement.agree')}
        </Button>
        <Button size="big" busy={busy} onClick={onDecline}>
          {t('agreement.decline')}
        </Button>
      </div>
    </VisitPage>
  );
}
