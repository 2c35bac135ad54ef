import type { RosterRow } from '#contracts/routes';
import { holdMessages } from '#kernel';
import { useTranslation } from '../../i18n/i18n.js';
import { Button } from '../../ui/button.js';
import { dial } from '../../ui/dial.js';
import { Notice } from '../../ui/notice.js';
import { Sheet } from '../../ui/sheet.js';
import { nameOf } from './roster-groups.js';
import type { RosterActs } from './roster-acts.js';

/** What a person answered at the door, what of it to look at, and the three ways on. */
export function GateDetails({ row, hostInside, acts, onClose }: { row: RosterRow; hostInside: boolean; acts: Pick<RosterActs, 'admit' | 'hold'>; onClose: () => void }) {
  const { t } = useTranslation('staff');
  const { gate, pleaseCheck, seatId } = row;
  const waiting = row.state === 'waiting' || row.state === 'held';
  const done = (work: () => void) => () => (work(), onClose());
  return (
    <Sheet title={t('gate.title', { name: nameOf(row) })} onClose={onClose}>
      {pleaseCheck.length > 0 && (
        <Notice>
          <b>{t('gate.pleaseCheck')}</b>
          <p>{pleaseCheck.map((what) => t(`check.${what}`)).join(', ')}</p>
        </Notice>
      )}
      {gate ? <Answers gate={gate} fullName={row.fullName} agreed={row.agreed} /> : <p className="page-sub">{t('gate.none')}</p>}
      {waiting && (
        <>
          {!hostInside && <p className="page-sub">{t('roster.connecting')}</p>}
          <div className="sheet-acts">
            <Button look="primary" busy={!hostInside} onClick={done(() => acts.admit(seatId))}>
              {t('roster.admit')}
            </Button>
          </div>
          <div className="gate-hold">
            <b>{t('gate.hold')}</b>
            <div className="sheet-acts">
              {holdMessages.map((message) => (
                <Button key={message} onClick={done(() => acts.hold(seatId, message))}>
                  {t(`hold.${message}`)}
                </Button>
              ))}
            </div>
          </div>
        </>
      )}
    </Sheet>
  );
}

function Answers({ gate, fullName, agreed }: { gate: NonNullable<RosterRow['gate']>; fullName: string; agreed: boolean }) {
  const { t } = useTranslation('staff');
  const call = (number: string) => <a href={dial(number)}>{number}</a>;
  const rows = [
    [t('gate.fullName'), fullName],
    [t('gate.place'), `${t(`place.${gate.place}`)}, ${gate.address}`],
    [t('gate.inState'), t(gate.inState ? 'yes' : 'no')],
    [t('gate.alone'), t(gate.alone ? 'yes' : 'no')],
    [t('gate.driving'), t(gate.driving ? 'yes' : 'no')],
    [t('gate.callback'), call(gate.callbackPhone)],
    [t('gate.emergency'), <>{gate.emergencyName}, {call(gate.emergencyPhone)}</>],
    [t('gate.agreed'), t(agreed ? 'yes' : 'no')],
  ] as const;
  return (
    <dl className="answers">
      {rows.map(([what, answer]) => (
        <div key={what}>
          <dt>{what}</dt>
          <dd>{answer}</dd>
        </div>
      ))}
    </dl>
  );
}
