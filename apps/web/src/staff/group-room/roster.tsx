import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { LiveMinutes } from '#contracts/routes';
import type { CallErrorCode } from '../../api/call-error.js';
import { errorWords } from '../../ui/error-words.js';
import { Icon } from '../../ui/icon.js';
import { useStateWords } from '../people/state-words.js';
import type { Access } from '../people/access-dialogs.js';
import { GateDetails } from './gate-details.js';
import { RemoveDialog } from './remove-dialog.js';
import type { RosterActs } from './roster-acts.js';
import { nameOf, readyToAdmit, rosterGroups, type RosterGroup, type RosterPerson } from './roster-groups.js';
import { focusMenuOf } from './row-menu.js';
import { PersonRow, type RowProps } from './roster-rows.js';

export interface RosterProps {
  readonly rows: readonly RosterPerson[];
  readonly minutes: LiveMinutes | null;
  /** Numbers to call, by seat. */
  readonly phones: ReadonlyMap<string, string>;
  readonly acts: RosterActs;
  readonly access: Access;
  readonly busy: ReadonlySet<string>;
  readonly problem: CallErrorCode | null;
  /** Whether the server knows of a host in the room: before that nobody can be let in. */
  readonly hostInside: boolean;
  readonly aheadMs: number;
  readonly firstDialog?: { kind: 'details' | 'remove'; seatId: string } | null;
}

/** Everybody of the session by what they need from the host: waiting, asking, here, away. What needs the host is the only thing with colour. */
export function Roster(props: RosterProps) {
  const { rows, acts, busy, hostInside, firstDialog = null, aheadMs } = props;
  const { t } = useTranslation('staff');
  const { t: shared } = useTranslation('ui');
  const [search, setSearch] = useState('');
  const [dialog, setDialog] = useState(firstDialog);
  const stateWords = useStateWords(aheadMs);
  // Over as soon as the host is in.
  const problem = hostInside && props.problem === 'no_host_inside' ? null : props.problem;
  const groups = rosterGroups(rows, search);
  const chosen = rows.find(({ seatId }) => seatId === dialog?.seatId);
  const close = (): void => {
    if (dialog) focusMenuOf(dialog.seatId);
    setDialog(null);
  };
  const openDialog = useCallback((kind: 'details' | 'remove', seatId: string): void => setDialog({ kind, seatId }), []);
  const rowProps = (row: RosterPerson): RowProps => ({
    row,
    own: props.minutes?.people.find(({ seatId }) => seatId === row.seatId) ?? null,
    length: props.minutes?.length ?? 0,
    phone: props.phones.get(row.seatId),
    acts,
    access: props.access,
    busy: busy.has(row.seatId),
    hostInside,
    stateText: stateWords.state(row.state, row.since),
    pageGoneAgo: row.pageGoneAt ? stateWords.ago(row.pageGoneAt) : '',
    askedAgo: row.help ? stateWords.ago(row.help.askedAt) : '',
    onDialog: openDialog,
  });
  return (
    <aside className="roster card" aria-label={t('roster.label')}>
      <label className="roster-search">
        <Icon name="search" />
        <span className="visually-hidden">{t('roster.search')}</span>
        <input type="search" placeholder={t('roster.search')} value={search} onChange={(event) => setSearch(event.target.value)} />
      </label>
      <div role="alert">{problem && <p className="roster-problem">{rosterProblem(problem) ? t(`roster.problem_${rosterProblem(problem)!}`) : errorWords(shared, problem)}</p>}</div>
      {groups.length === 0 && <p className="roster-empty">{t(search ? 'roster.nobodyFound' : 'roster.nobody')}</p>}
      {groups.map((group) => (
        <Group key={group.name} group={group} rows={rows} acts={acts} busy={busy} hostInside={hostInside} rowProps={rowProps} />
      ))}
      {chosen && dialog?.kind === 'details' && <GateDetails row={chosen} hostInside={hostInside} acts={acts} onClose={close} />}
      {chosen && dialog?.kind === 'remove' && <RemoveDialog name={nameOf(chosen)} onRemove={(mayReturn, reason) => acts.remove(chosen.seatId, mayReturn, reason)} onClose={close} />}
    </aside>
  );
}

const known = ['no_host_inside', 'room_full', 'not_waiting', 'not_in_room'] as const;

function rosterProblem(code: CallErrorCode): (typeof known)[number] | undefined {
  return known.find((one) => one === code);
}

interface GroupProps extends Pick<RosterProps, 'rows' | 'acts' | 'busy' | 'hostInside'> {
  readonly group: RosterGroup;
  rowProps: (row: RosterPerson) => RowProps;
}

function Group({ group, rows, acts, busy, hostInside, rowProps }: GroupProps) {
  const { t } = useTranslation('staff');
  const { name } = group;
  const ready = readyToAdmit(rows).length;
  const waits = busy.has('all') || !hostInside;
  return (
    <section className={`roster-group roster-${name}`}>
      <h2>
        <span>{t('roster.heading', { group: t(`group.${name}`), count: group.rows.length })}</span>
        {name === 'waiting' && ready > 1 && (
          <button type="button" className="roster-all" aria-disabled={waits || undefined} onClick={() => !waits && acts.admitAll()}>
            {t('roster.admitAll', { count: ready })}
          </button>
        )}
        {name === 'in_room' && <span>{t('roster.minutes')}</span>}
      </h2>
      {name === 'waiting' && !hostInside && <p className="roster-connecting">{t('roster.connecting')}</p>}
      <ul>
        {group.rows.map((row) => (
          <PersonRow key={row.seatId} group={name} {...rowProps(row)} />
        ))}
      </ul>
    </section>
  );
}
