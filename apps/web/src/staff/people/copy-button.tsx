import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../ui/button.js';
import { Polite } from '../../ui/heading.js';

/** Copies a text and says so. Where the browser refuses, the text stays selectable on the page. */
export function CopyButton({ text }: { text: string }) {
  const { t } = useTranslation('staff');
  const [copied, setCopied] = useState(false);
  const copy = (): void => void navigator.clipboard?.writeText(text).then(() => setCopied(true), () => undefined);
  return (
    <>
      <Button look="primary" icon={copied ? 'check' : undefined} onClick={copy}>
        {t(copied ? 'access.copied' : 'access.copy')}
      </Button>
      <Polite>{copied && t('access.copied')}</Polite>
    </>
  );
}
