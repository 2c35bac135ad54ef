import { useId, useLayoutEffect, useRef, type ReactNode } from 'react';
import { useTranslation } from '../i18n/i18n.js';
import { Button } from './button.js';

/**
 * A dialog over the page, from below on a phone. The browser's own <dialog>: focus stays inside, Escape closes, focus goes back to where
 * it was. Render it only while it is open.
 */
export function Sheet({ title, onClose, children }: { title: ReactNode; onClose: () => void; children: ReactNode }) {
  const { t } = useTranslation('ui');
  const dialog = useRef<HTMLDialogElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  const titleId = useId();
  // Not after the paint: focus goes back only from a dialog that is still on the page when it is closed.
  useLayoutEffect(() => {
    const element = dialog.current;
    if (element && !element.open) element.showModal();
    // Reading starts at the title; otherwise the browser would point at the button that closes.
    heading.current?.focus();
    return () => element?.close();
  }, []);
  return (
    <dialog
      ref={dialog}
      className="sheet"
      aria-labelledby={titleId}
      onCancel={(event) => (event.preventDefault(), onClose())}
      onClick={(event) => event.target === dialog.current && onClose()}
    >
      <div className="sheet-body">
        <div className="sheet-head">
          <h2 id={titleId} ref={heading} tabIndex={-1}>{title}</h2>
          <Button look="quiet" size="target" icon="close" onClick={onClose} aria-label={t('close')}>
            {null}
          </Button>
        </div>
        {children}
      </div>
    </dialog>
  );
}
