import { removalReasons, type RemovalReason } from '#kernel';
import { useState } from 'react';
import { useTranslation } from '../../i18n/i18n.js';
import { Button } from '../../ui/button.js';
import { Choices } from '../../ui/choices.js';
import { Sheet } from '../../ui/sheet.js';

/** Asks why, and whether the person may come back today. Nothing is chosen beforehand. */
export function RemoveDialog({ name, onRemove, onClose }: { name: string; onRemove: (mayReturn: boolean, reason: RemovalReason) => void; onClose: () => void }) {
  const { t } = useTranslation('staff');
  const { t: shared } = useTranslation('ui');
  const [reason, setReason] = useState<RemovalReason | null>(null);
  const [mayReturn, setMayReturn] = useState<'yes' | 'no' | null>(null);
  const [asked, setAsked] = useState(false);
  const remove = (): void => {
    setAsked(true);
    if (!reason || !mayReturn) return;
    onRemove(mayReturn === 'yes', reason);
    onClose();
  };
  return (
    <Sheet title={t('remove.title', { name })} onClose={onClose}>
      <p>{t('remove.what')}</p>
      <Choices legend={t('remove.reason')} value={reason} options={removalReasons.map((value) => ({ value, label: t(`reason.${value}`) }))} onValue={setReason} error={asked && !reason && t('remove.choose')} />
      <Choices
        legend={t('remove.return')}
        value={mayReturn}
        options={[
          { value: 'yes', label: t('remove.mayReturn') },
          { value: 'no', label: t('remove.notToday') },
        ]}
        onValue={setMayReturn}
        error={asked && !mayReturn && t('remove.choose')}
      />
      <div className="sheet-acts">
        <Button look="leave" onClick={remove}>
          {t('remove.do')}
        </Button>
        <Button onClick={onClose}>{shared('cancel')}</Button>
      </div>
    </Sheet>
  );
}
