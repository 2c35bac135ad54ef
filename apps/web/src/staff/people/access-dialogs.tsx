import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RouteOutput } from '#contracts/routes';
import { codeOf, type CallErrorCode } from '../../api/call-error.js';
import { call } from '../../api/staff-call.js';
import { Button, ButtonLink } from '../../ui/button.js';
import { CopyField } from '../../ui/copy-field.js';
import { dial } from '../../ui/dial.js';
import { errorWords } from '../../ui/error-words.js';
import { Notice } from '../../ui/notice.js';
import { Sheet } from '../../ui/sheet.js';

/** The ways back in that staff can give. What they return is shown once and kept nowhere. */
export interface Access {
  newLink(seatId: string): Promise<RouteOutput<'makeLink'>>;
  newPin(seatId: string): Promise<RouteOutput<'resetPin'>>;
}

export function serverAccess(sessionId: string): Access {
  return {
    newLink: (seatId) => call('makeLink', { sessionId, seatId }),
    newPin: (seatId) => call('resetPin', { sessionId, seatId }),
  };
}

interface PersonAccessProps {
  readonly seatId: string;
  readonly name: string;
  readonly phone: string | null;
  /** Null for who may call, and may give nobody a new way in. */
  readonly access: Access | null;
  /** The person is missing: calling is what one most likely wants. */
  readonly prominent?: boolean;
}

/** Call, new link, new PIN: for one person who is not there. */
export function PersonAccess({ seatId, name, phone, access, prominent = false }: PersonAccessProps) {
  const { t } = useTranslation('staff');
  const [open, setOpen] = useState<'link' | 'pin' | null>(null);
  return (
    <div className="person-access">
      {phone && (
        <ButtonLink look={prominent ? 'plain' : 'quiet'} icon="phone" href={dial(phone)}>
          {phone}
        </ButtonLink>
      )}
      {access && (
        <>
          <Button look="quiet" icon="link" onClick={() => setOpen('link')}>
            {t('access.newLink')}
          </Button>
          <Button look="quiet" icon="pin" onClick={() => setOpen('pin')}>
            {t('access.newPin')}
          </Button>
        </>
      )}
      {access && open && <AccessDialog kind={open} seatId={seatId} name={name} access={access} onClose={() => setOpen(null)} />}
    </div>
  );
}

type Shown = { kind: 'link'; address: string } | { kind: 'pin'; pin: string } | null;

interface AccessDialogProps extends Pick<PersonAccessProps, 'seatId' | 'name'> {
  readonly access: Access;
  readonly kind: 'link' | 'pin';
  /** For the gallery: as if it had been made already. */
  readonly firstShown?: Shown;
  onClose: () => void;
}

/** Asks first, because the old one stops working; then shows the new one, once. */
export function AccessDialog({ kind, seatId, name, access, firstShown = null, onClose }: AccessDialogProps) {
  const { t } = useTranslation('staff');
  const { t: shared } = useTranslation('ui');
  const [shown, setShown] = useState<Shown>(firstShown);
  const [problem, setProblem] = useState<CallErrorCode | null>(null);
  const [busy, setBusy] = useState(false);
  const make = async (): Promise<void> => {
    setBusy(true);
    setProblem(null);
    try {
      setShown(kind === 'link' ? { kind, address: (await access.newLink(seatId)).address } : { kind, pin: (await access.newPin(seatId)).pin });
    } catch (thrown) {
      setProblem(codeOf(thrown));
    } finally {
      setBusy(false);
    }
  };
  return (
    <Sheet title={t(`access.${kind}Title`, { name })} onClose={onClose}>
      {problem && <Notice tone="problem">{errorWords(shared, problem)}</Notice>}
      {!shown && <p>{t(`access.${kind}Ask`)}</p>}
      {shown && <p>{t(`access.${shown.kind}Made`)} {t('access.once')}</p>}
      {shown && <CopyField label={t(`access.${shown.kind}Label`)} text={shown.kind === 'link' ? shown.address : shown.pin} className={`secret-${shown.kind} tabular`} />}
      <div className="sheet-acts">
        {shown ? (
          <Button onClick={onClose}>{shared('close')}</Button>
        ) : (
          <>
            <Button look="primary" busy={busy} onClick={() => void make()}>
              {t(`access.${kind}Make`)}
            </Button>
            <Button onClick={onClose}>{shared('cancel')}</Button>
          </>
        )}
      </div>
    </Sheet>
  );
}
