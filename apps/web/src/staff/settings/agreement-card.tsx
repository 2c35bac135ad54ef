import { useState } from 'react';
import { useTranslation } from '../../i18n/i18n.js';
import type { RouteOutput } from '#contracts/routes';
import { codeOf, type CallErrorCode } from '../../api/call-error.js';
import { languages, type Language } from '../../i18n/language.js';
import { PlainText } from '../../patient/plain-text.js';
import { Button } from '../../ui/button.js';
import { Field } from '../../ui/field.js';
import { Card, Notice } from '../../ui/notice.js';
import { Sheet } from '../../ui/sheet.js';
import { PageState, type Loaded } from '../page-state.js';
import { NotSaved } from './change-outcome.js';

export type Agreement = RouteOutput<'getAgreement'>['agreement'];
type Bodies = NonNullable<Agreement>['bodies'];
/** Publishes a text after the version that was read; gives the one in force. */
export type PublishAgreement = (from: number | null, bodies: Bodies) => Promise<Agreement>;

interface AgreementCardProps {
  readonly loaded: Loaded<Agreement>;
  readonly publish: PublishAgreement;
  readonly skeletonAt?: number;
  onAgain: () => void;
}

/** The text that everybody agrees to, in each language, as it is typed and as it is read. */
export function AgreementCard({ loaded, publish, skeletonAt, onAgain }: AgreementCardProps) {
  const { t } = useTranslation('staff');
  return (
    <Card>
      <h2>{t('agreement.title')}</h2>
      <PageState loaded={loaded} onAgain={onAgain} skeletonAt={skeletonAt}>
        {(agreement) => <AgreementForm agreement={agreement} publish={publish} onAgain={onAgain} />}
      </PageState>
    </Card>
  );
}

type Result = { readonly kind: 'published'; readonly version: number } | { readonly kind: 'same' } | { readonly kind: 'empty' } | { readonly kind: 'failed'; readonly code: CallErrorCode };

function AgreementForm({ agreement, publish, onAgain }: { agreement: Agreement; publish: PublishAgreement; onAgain: () => void }) {
  const { t } = useTranslation('staff');
  const [seen, setSeen] = useState(agreement);
  const [bodies, setBodies] = useState<Bodies>(agreement?.bodies ?? { en: '', es: '' });
  const [asking, setAsking] = useState(false);
  const [busy, setBusy] = useState(false);
  const [result, setResult] = useState<Result | null>(null);
  const isEmpty = (language: Language): boolean => bodies[language].trim() === '';

  const ask = (): void => {
    if (languages.some(isEmpty)) setResult({ kind: 'empty' });
    else if (languages.every((language) => bodies[language] === seen?.bodies[language])) setResult({ kind: 'same' });
    else setAsking(true);
  };
  const send = async (): Promise<void> => {
    setBusy(true);
    try {
      const now = await publish(seen?.version ?? null, bodies);
      setResult(now && now.version !== seen?.version ? { kind: 'published', version: now.version } : { kind: 'same' });
      setSeen(now);
      if (now) setBodies(now.bodies);
    } catch (thrown) {
      setResult({ kind: 'failed', code: codeOf(thrown) });
    }
    setBusy(false);
    setAsking(false);
  };

  return (
    <div className="settings-form settings-agreement">
      <p>{seen ? t('agreement.version', { version: seen.version }) : t('agreement.none')}</p>
      {languages.map((language) => (
        <div key={language} className="settings-language">
          <Field label={t(`agreement.text.${language}`)} hint={t('agreement.hint')} error={result?.kind === 'empty' && isEmpty(language) && t('agreement.missing')}>
            {(wiring) => <textarea className="input" rows={12} lang={language} maxLength={12_000} value={bodies[language]} onChange={(event) => setBodies({ ...bodies, [language]: event.target.value })} {...wiring} />}
          </Field>
          <section className="settings-preview" aria-label={t(`agreement.preview.${language}`)} lang={language}>
            <PlainText text={bodies[language]} titled />
          </section>
        </div>
      ))}
      <Told result={result} onAgain={onAgain} />
      <Button look="primary" onClick={ask}>
        {t('agreement.publish')}
      </Button>
      {asking && (
        <Sheet title={t('agreement.askTitle', { version: (seen?.version ?? 0) + 1 })} onClose={() => setAsking(false)}>
          <p>{t('agreement.ask')}</p>
          <div className="sheet-acts">
            <Button look="primary" busy={busy} onClick={() => void send()}>
              {t('agreement.publishNow')}
            </Button>
            <Button onClick={() => setAsking(false)}>{t('agreement.notYet')}</Button>
          </div>
        </Sheet>
      )}
    </div>
  );
}

function Told({ result, onAgain }: { result: Result | null; onAgain: () => void }) {
  const { t } = useTranslation('staff');
  if (!result || result.kind === 'empty') return null;
  if (result.kind === 'failed') return <NotSaved code={result.code} onAgain={onAgain} />;
  if (result.kind === 'same') return <Notice tone="info" live>{t('settings.same')}</Notice>;
  return <Notice tone="ok" live>{t('agreement.published', { version: result.version })}</Notice>;
}
