import { memo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { LiveMinutes } from '#contracts/routes';
import { holdMessages } from '#kernel';
import { Button } from '../../ui/button.js';
import { dial } from '../../ui/dial.js';
import { Icon } from '../../ui/icon.js';
import { Chip } from '../../ui/notice.js';
import { Strip } from '../../ui/strip.js';
import { AccessDialog, type Access } from '../people/access-dialogs.js';
import type { RosterActs } from './roster-acts.js';
import { isStaff, nameOf, type GroupName, type RosterPerson as Row } from './roster-groups.js';
import { focusMenuOf, RowMenu, type MenuEntry } from './row-menu.js';

export interface RowProps {
  readonly row: Row;
  /** Their minutes and strip; null before there are any. */
  readonly own: LiveMinutes['people'][number] | null;
  /** Length of a full strip, seconds. */
  readonly length: number;
  /** A number to call. */
  readonly phone: string | undefined;
  readonly acts: RosterActs;
  readonly access: Access;
  readonly busy: boolean;
  readonly hostInside: boolean;
  /** The state in words, with how long it has lasted where that matters. */
  readonly stateText: string;
  /** How long ago their last page was closed, before they came in; empty while one is open. */
  readonly pageGoneAgo: string;
  /** How long ago they asked for staff; empty when they did not. */
  readonly askedAgo: string;
  onDialog: (kind: 'details' | 'remove', seatId: string) => void;
}

/** Any row of the roster. Drawn anew only when something of it changed: a group of fourteen has clocks that tick. */
export const PersonRow = memo(function PersonRow({ group, ...props }: RowProps & { group: GroupName }) {
  const Row = rowOf[group];
  return <Row {...props} />;
});

const rowOf: Record<GroupName, (props: RowProps) => React.ReactNode> = { waiting: WaitingRow, needs_you: HelpRow, dropped: AwayRow, on_the_way: AwayRow, in_room: InRow, arriving: AwayRow, not_here: AwayRow, left: AwayRow };

/** Somebody at the door: admit, or open what is to be looked at first. */
function WaitingRow(props: RowProps) {
  const { row, acts, busy, hostInside, stateText, pageGoneAgo, onDialog } = props;
  const { t } = useTranslation('staff');
  const name = nameOf(row);
  const check = row.pleaseCheck.length > 0;
  const hold: MenuEntry[] = [{ id: 'details', words: t('roster.details'), onChoose: () => onDialog('details', row.seatId) }, ...holdMessages.map((message) => ({ id: message, words: t('roster.holdWith', { message: t(`hold.${message}`) }), onChoose: () => acts.hold(row.seatId, message) }))];
  return (
    <li className="row">
      <b>{name}</b>
      <span className="row-acts">
        {pageGoneAgo && <CallLink {...props} />}
        {check ? (
          <Button onClick={() => onDialog('details', row.seatId)} aria-label={t('roster.openFor', { name })}>
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
        {row.hold ? t('roster.held', { message: t(`hold.${row.hold}`) }) : stateText}
        {!check && row.gate && ` · ${t(`place.${row.gate.place}`)}${row.gate.alone ? `, ${t('roster.alone')}` : ''}`}
      </small>
      {pageGoneAgo && <small className="row-check tabular">{t('roster.pageGone', { ago: pageGoneAgo })}</small>}
      {check && <small className="row-check">{t('roster.pleaseCheck', { what: row.pleaseCheck.map((what) => t(`check.${what}`)).join(', ') })}</small>}
    </li>
  );
}

/** Somebody who asked for staff: stays on top until one of them says that they have seen it. */
function HelpRow(props: RowProps) {
  const { row, acts, askedAgo } = props;
  const { t } = useTranslation('staff');
  const { help } = row;
  if (!help) return null;
  return (
    <li className="row row-help">
      <b>
        {nameOf(row)} <Icon name="help" />
      </b>
      <Minutes {...props} unit />
      <small className="tabular">{t('roster.asked', { what: t(`help.${help.kind}`), ago: askedAgo })}</small>
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
function InRow(props: RowProps) {
  const { row } = props;
  const { t } = useTranslation('staff');
  return (
    <li className="row">
      <b>
        {nameOf(row)} {isStaff(row) && <Chip>{t('roster.staff')}</Chip>}
        {row.onBreak ? <Chip>{t('roster.onBreak')}</Chip> : row.background && <Chip tone="notice">{t('roster.background')}</Chip>}
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
    { id: 'details', words: t('roster.details'), onChoose: () => onDialog('details', seatId) },
    { id: 'lobby', words: t('roster.backToLobby'), onChoose: () => acts.backToLobby(seatId) },
    { id: 'remove', words: t('roster.remove'), leave: true, onChoose: () => onDialog('remove', seatId) },
  ];
  return <RowMenu seatId={row.seatId} label={t('roster.moreFor', { name: nameOf(row) })} entries={entries} />;
}

/** Somebody who is not here: how to reach them, and a new way in. */
function AwayRow(props: RowProps) {
  const { row, acts, access, stateText, pageGoneAgo, onDialog } = props;
  const { t } = useTranslation('staff');
  const [open, setOpen] = useState<'link' | 'pin' | null>(null);
  const name = nameOf(row);
  const entries: MenuEntry[] = [
    { id: 'link', words: t('access.newLink'), onChoose: () => setOpen('link') },
    { id: 'pin', words: t('access.newPin'), onChoose: () => setOpen('pin') },
    ...(row.gate ? [{ id: 'details', words: t('roster.details'), onChoose: () => onDialog('details', row.seatId) }] : []),
    ...(row.state === 'admitted' ? [{ id: 'lobby', words: t('roster.backToLobby'), onChoose: () => acts.backToLobby(row.seatId) }] : []),
  ];
  return (
    <li className="row">
      <b>{name}</b>
      <span className="row-acts">
        <CallLink {...props} />
        {!isStaff(row) && <RowMenu seatId={row.seatId} label={t('roster.moreFor', { name })} entries={entries} />}
      </span>
      <small className="tabular">
        {stateText}
        {row.state === 'removed' && ` · ${t(row.mayReturn ? 'roster.mayReturn' : 'roster.notToday')}`}
        {pageGoneAgo && <span className="row-check"> · {t('roster.pageGone', { ago: pageGoneAgo })}</span>}
        {row.linkDead && <span className="row-check"> · {t('roster.linkDead')}</span>}
      </small>
      {open && <AccessDialog kind={open} seatId={row.seatId} name={row.fullName} access={access} onClose={() => (setOpen(null), focusMenuOf(row.seatId))} />}
    </li>
  );
}

/** The number that they gave at the gate, or else the one on file. */
function CallLink({ row, phone: listed }: RowProps) {
  const { t } = useTranslation('staff');
  const phone = row.gate?.callbackPhone ?? listed;
  if (!phone || isStaff(row)) return null;
  return (
    <a className="button row-call" href={dial(phone)} aria-label={t('roster.callFor', { name: nameOf(row), phone })}>
      <Icon name="phone" /> {t('roster.call')}
    </a>
  );
}

function Minutes({ own, unit = false }: RowProps & { unit?: boolean }) {
  const { t } = useTranslation('staff');
  if (!own) return <span />;
  return <small className="tabular row-minutes">{unit ? t('roster.min', { count: own.directMinutes }) : own.directMinutes}</small>;
}

function PersonStrip({ own, length }: RowProps) {
  return own && <Strip pieces={own.strip} length={length} />;
}
