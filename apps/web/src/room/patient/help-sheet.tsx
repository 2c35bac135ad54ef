import { useTranslation } from '../../i18n/i18n.js';
import { Button, ButtonLink } from '../../ui/button.js';
import { dial } from '../../ui/dial.js';
import { Notice } from '../../ui/notice.js';
import { Sheet } from '../../ui/sheet.js';
import type { HelpStanding } from './help-request.js';

interface HelpSheetProps {
  readonly clinicPhone: string;
  readonly help: HelpStanding;
  onAsk: () => void;
  onClose: () => void;
}

/** Help, private and always the same: staff, the clinic's phone, 988, 911. Nobody else in the room learns that it was opened. */
export function HelpSheet({ clinicPhone, help, onAsk, onClose }: HelpSheetProps) {
  const { t } = useTranslation('room');
  return (
    <Sheet title={t('help.title')} onClose={onClose}>
      <p className="patient-small">{t('help.private')}</p>
      {help.state === 'none' || help.state === 'sending' ? (
        <Button look="support" size="big" icon="help" busy={help.state === 'sending'} onClick={onAsk}>
          {t(help.state === 'sending' ? 'help.sending' : 'help.ask')}
        </Button>
      ) : (
        <Notice tone="support" live>
          <p>{help.state === 'seen' ? t('help.seen', { name: help.by }) : t('help.sent')}</p>
        </Notice>
      )}
      {help.state === 'seen' && (
        <Button look="plain" size="target" onClick={onAsk}>
          {t('help.askAgain')}
        </Button>
      )}
      <ul className="help-lines">
        <HelpLine words={t('help.clinic')} href={dial(clinicPhone)} number={clinicPhone} />
        <HelpLine words={t('help.crisis')} href="tel:988" number="988" />
        <HelpLine words={t('help.emergency')} href="tel:911" number="911" />
      </ul>
    </Sheet>
  );
}

function HelpLine({ words, href, number }: { words: string; href: string; number: string }) {
  const { t } = useTranslation('room');
  return (
    <li>
      <span>{words}</span>
      <ButtonLink size="target" icon="phone" href={href}>
        {t('help.call', { number })}
      </ButtonLink>
    </li>
  );
}
