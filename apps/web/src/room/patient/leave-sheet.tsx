import { useTranslation } from '../../i18n/i18n.js';
import { Button } from '../../ui/button.js';
import { Sheet } from '../../ui/sheet.js';

/** Two ways out: a short break that keeps the place, or going. No reason is asked for. */
export function LeaveSheet({ onBreak, onLeave, onClose }: { onBreak: () => void; onLeave: () => void; onClose: () => void }) {
  const { t } = useTranslation('room');
  return (
    <Sheet title={t('leave.title')} onClose={onClose}>
      <div className="leave-ways">
        <Button size="big" icon="clock" onClick={onBreak}>
          {t('leave.break')}
        </Button>
        <p className="patient-small">{t('leave.breakHint')}</p>
        <Button look="leave" size="big" icon="leave" onClick={onLeave}>
          {t('leave.leave')}
        </Button>
        <p className="patient-small">{t('leave.leaveHint')}</p>
      </div>
    </Sheet>
  );
}
