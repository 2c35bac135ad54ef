import { useTranslation } from '../../i18n/i18n.js';
import { Button } from '../../ui/button.js';
import { Sheet } from '../../ui/sheet.js';

/** Ending is for all: says how many people will leave, and what goes on being true. */
export function EndDialog({ people, onEnd, onClose }: { people: number; onEnd: () => void; onClose: () => void }) {
  const { t } = useTranslation('staff');
  const { t: shared } = useTranslation('ui');
  return (
    <Sheet title={t('end.title')} onClose={onClose}>
      <p>{t('end.people', { count: people })}</p>
      <p className="page-sub">{t('end.kept')}</p>
      <div className="sheet-acts">
        <Button look="leave" onClick={onEnd}>
          {t('end.do')}
        </Button>
        <Button onClick={onClose}>{shared('cancel')}</Button>
      </div>
    </Sheet>
  );
}

/** Leaving without ending: the group goes on. `coHost`: who is inside as well, if anybody. */
export function StepOutDialog({ coHost, onStepOut, onClose }: { coHost: string | null; onStepOut: () => void; onClose: () => void }) {
  const { t } = useTranslation('staff');
  const { t: shared } = useTranslation('ui');
  return (
    <Sheet title={t('stepOut.title')} onClose={onClose}>
      <p>{coHost ? t('stepOut.covered', { name: coHost }) : t('stepOut.alone')}</p>
      <div className="sheet-acts">
        <Button look="primary" onClick={onStepOut}>
          {t('stepOut.do')}
        </Button>
        <Button onClick={onClose}>{shared('cancel')}</Button>
      </div>
    </Sheet>
  );
}
