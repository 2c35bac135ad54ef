import { useRef, useState } from 'react';
import { useTranslation } from '../i18n/i18n.js';
import { Button } from './button.js';
import { TextField } from './field.js';
import { Notice } from './notice.js';

/**
 * A text in a field, with a button that copies it and says so. Where the browser has no clipboard or refuses, the text is selected and
 * the person is told how to copy it by hand. `size`: as the buttons around it.
 */
export function CopyField({ label, text, size, className = '' }: { label: string; text: string; size?: 'big'; className?: string }) {
  const { t } = useTranslation('ui');
  const field = useRef<HTMLInputElement>(null);
  const [outcome, setOutcome] = useState<'copied' | 'byHand' | null>(null);
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(text);
      setOutcome('copied');
    } catch {
      field.current?.focus();
      field.current?.select();
      setOutcome('byHand');
    }
  };
  return (
    <>
      <TextField ref={field} className={`input ${className}`} label={label} value={text} readOnly onValue={() => undefined} onFocus={({ target }) => target.select()} />
      <Button look="primary" size={size} icon={outcome === 'copied' ? 'check' : undefined} onClick={() => void copy()}>
        {t(outcome === 'copied' ? 'copy.copied' : 'copy.copy')}
      </Button>
      <div role="status">{outcome && <Notice tone={outcome === 'copied' ? 'ok' : 'info'}>{t(outcome === 'copied' ? 'copy.done' : 'copy.byHand')}</Notice>}</div>
    </>
  );
}
