import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { LiveMinutes, RosterRow } from '#contracts/routes';
import { Button } from '../../ui/button.js';
import { Icon } from '../../ui/icon.js';
import { Chip } from '../../ui/notice.js';
import { Strip } from '../../ui/strip.js';
import { AccessDialog, type Access } from '../people/access-dialogs.js';
import type { StateWords } from '../people/state-words.js';
import { holdMessages } from './gate-details.js';
import type { RosterActs } from './roster-acts.js';
import { isStaff, nameOf } from './roster-groups.js';
import { focusMenuOf, RowMenu, type MenuEntry } from './row-menu.js';

export interface RowProps {
  readonly row: RosterRow;
  readonly minutes: LiveMinutes | null;
  readonly phones: ReadonlyMap<string, string>;
  readonly acts: RosterActs;
  readonly access: Access;
  readonly busy: boolean;
  readonly hostInside: boolean;
  readonly stateWords: StateWords;
  onDialog: (kind: 'details' | 'remove') => void;
}

/** Somebody at the door: admit, or open what is to be looked at first. */
export function WaitingRow({ row, acts, busy, hostInside, stateWords, onDialog }: RowProps) {
  const { t } = useTranslation('staff');
  const name = nameOf(row);
  const check = row.pleaseCheck.length > 0;
  const hold: MenuEntry[] = [{ id: 'details', words: t('roster.details'), onChoose: () => onDialog('details') }, ...holdMessages.map((message) => ({ id: message, words: t('roster.holdWith', { message: t(`hold.${message}`) }), onChoose: () => acts.hold(row.seatId, message) }))];
  return (
    <li className="row">
      <b>{name}</b>
      <span className="row-acts">
        {check ? (
          <Button onClick={() => onDialog('details')} aria-label={t('roster.openFor', { name })}>
            {t('roster.open')}
          </Button>
        ) : (
          <Button look="primary" busy={busy || !hostInside} onClick={() => acts.admit(row.seatId)} aria-label={t('roster.admitFor', { name })}>
            {t('roster.admit')}
          </Button>
        )}
        <RowMenu seatId={row.seatId} label={t('roster.moreFor', { name })} entries={hold} />
      </span>
      <small className="tabular">
        {row.hold ? t('roster.held', { message: t(`hold.${row.hold}`) }) : stateWords.state(row.state, row.since)}
        {!check && row.gate && ` · ${t(`place.${row.gate.place}`)}${row.gate.alone ? `, ${t('roster.alone')}` : ''}`}
      </small>
      {check && <small className="row-check">{t('roster.pleaseCheck', { what: row.pleaseCheck.map((what) => t(`check.${what}`)).join(', ') })}</small>}
    </li>
  );
}

/** Somebody who asked for staff: stays on top until one of them says that they have seen it. */
export function HelpRow(props: RowProps) {
  const { row, acts, stateWords } = props;
  const { t } = useTranslation('staff');
  const { help } = row;
  if (!help) return null;
  return (
    <li className="row row-help">
      <b>
        {nameOf(row)} <Icon name="help" />
      </b>
      <Minutes {...props} unit />
      <small className="tabular">{t('roster.asked', { what: t(`help.${help.kind}`), ago: stateWords.ago(help.askedAt) })}</small>
      <span className="row-acts row-wide">
        <Button look="support" onClick={() => acts.seeHelp(help.helpId)}>
          {t('roster.seen')}
        </Button>
        {row.state === 'in' ? <InMenu {...props} /> : <span className="row-state">{t(`state.${row.state}`)}</span>}
      </span>
      <PersonStrip {...props} />
    </li>
  );
}

/** Somebody in the room: minutes so far, and the strip of their time. */
export function InRow(props: RowProps) {
  const { row } = props;
  const { t } = useTranslation('staff');
  return (
    <li className="row">
      <b>
        {nameOf(row)} {isStaff(row) && <Chip>{t('roster.staff')}</Chip>}
        {row.background && <Chip tone="notice">{t('roster.background')}</Chip>}
      </b>
      <span className="row-acts">
        <Minutes {...props} />
        {!isStaff(row) && <InMenu {...props} />}
      </span>
      <PersonStrip {...props} />
    </li>
  );
}

function InMenu({ row, acts, onDialog }: RowProps) {
  const { t } = useTranslation('staff');
  const { seatId } = row;
  const entries: MenuEntry[] = [
    { id: 'mute', words: t('roster.mute'), onChoose: () => acts.mute(seatId) },
    { id: 'details', words: t('roster.details'), onChoose: () => onDialog('details') },
    { id: 'lobby', words: t('roster.backToLobby'), onChoose: () => acts.backToLobby(seatId) },
    { id: 'remove', words: t('roster.remove'), leave: true, onChoose: () => onDialog('remove') },
  ];
  return <RowMenu seatId={row.seatId} label={t('roster.moreFor', { name: nameOf(row) })} entries={entries} />;
}

/** Somebody who is not here: how to reach them, and a new way in. */
export function AwayRow({ row, phones, access, stateWords, onDialog }: RowProps) {
  const { t } = useTranslation('staff');
  const [open, setOpen] = useState<'link' | 'pin' | null>(null);
  const name = nameOf(row);
  const phone = row.gate?.callbackPhone ?? phones.get(row.seatId);
  const entries: MenuEntry[] = [
    { id: 'link', words: t('access.newLink'), onChoose: () => setOpen('link') },
    { id: 'pin', words: t('access.newPin'), onChoose: () => setOpen('pin') },
    ...(row.gate ? [{ id: 'details', words: t('roster.details'), onChoose: () => onDialog('details') }] : []),
  ];
  return (
    <li className="row">
      <b>{name}</b>
      <span className="row-acts">
        {phone && !isStaff(row) && (
          <a className="button row-call" href={`tel:${phone.replace(/[^\d+]/g, '')}`} aria-label={t('roster.callFor', { name, phone })}>
            <Icon name="phone" /> {t('roster.call')}
          </a>
        )}
        {!isStaff(row) && <RowMenu seatId={row.seatId} label={t('roster.moreFor', { name })} entries={entries} />}
      </span>
      <small className="tabular">
        {stateWords.state(row.state, row.since)}
        {row.state === 'removed' && ` · ${t(row.mayReturn ? 'roster.mayReturn' : 'roster.notToday')}`}
        {row.linkDead && <span className="row-check"> · {t('roster.linkDead')}</span>}
      </small>
      {open && <AccessDialog kind={open} seatId={row.seatId} name={row.fullName} access={access} onClose={() => (setOpen(null), focusMenuOf(row.seatId))} />}
    </li>
  );
}

function Minutes({ row, minutes, unit = false }: RowProps & { unit?: boolean }) {
  const { t } = useTranslation('staff');
  const own = minutes?.people.find(({ seatId }) => seatId === row.seatId);
  if (!own) return <span />;
  return <small className="tabular row-minutes">{unit ? t('roster.min', { count: own.directMinutes }) : own.directMinutes}</small>;
}

function PersonStrip({ row, minutes }: RowProps) {
  const own = minutes?.people.find(({ seatId }) => seatId === row.seatId);
  return own && minutes ? <Strip pieces={own.strip} length={minutes.length} /> : null;
}
