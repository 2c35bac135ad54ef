import './attendance.css';
import { Fragment, useState, type ReactNode } from 'react';
import type { Attendance } from '#contracts/routes';
import { isStaffRole } from '#kernel';
import { useTranslation } from '../../i18n/i18n.js';
import { Button } from '../../ui/button.js';
import { Heading, Hidden } from '../../ui/heading.js';
import { Chip } from '../../ui/notice.js';
import { Strip, stripLength } from '../../ui/strip.js';
import { dayName } from '../../ui/time-words.js';
import { PageState, type Loaded } from '../page-state.js';
import { spanWords } from '../span-words.js';
import { exactTime, wholeMinutes, type Edge } from './edge-words.js';

type Person = Attendance['people'][number];

export interface ChosenEdge {
  readonly person: Person;
  readonly edge: Edge;
  readonly zone: string;
}

interface AttendanceScreenProps {
  readonly loaded: Loaded<Attendance>;
  readonly skeletonAt?: number;
  /** Opens with an edge of this person, for the gallery. */
  readonly firstChosen?: { readonly seatId: string; readonly edge: number };
  onAgain: () => void;
  onPrint: () => void;
  evidence: (chosen: ChosenEdge, onClose: () => void) => ReactNode;
}

/** The block's attendance: each person a number and a strip, each edge a button that opens the rows that made it. */
export function AttendanceScreen({ loaded, skeletonAt, firstChosen, onAgain, onPrint, evidence }: AttendanceScreenProps) {
  return (
    <PageState loaded={loaded} onAgain={onAgain} skeletonAt={skeletonAt}>
      {(attendance) => <Table attendance={attendance} firstChosen={firstChosen} onPrint={onPrint} evidence={evidence} />}
    </PageState>
  );
}

function Table({ attendance, firstChosen, onPrint, evidence }: Pick<AttendanceScreenProps, 'firstChosen' | 'onPrint' | 'evidence'> & { attendance: Attendance }) {
  const { t } = useTranslation('staff');
  const first = attendance.people.find(({ seatId }) => seatId === firstChosen?.seatId);
  const firstEdge = first?.edges[firstChosen?.edge ?? 0];
  const [chosen, choose] = useState<ChosenEdge | null>(first && firstEdge ? { person: first, edge: firstEdge, zone: attendance.zone } : null);
  const planned = (Date.parse(attendance.plannedTo) - Date.parse(attendance.plannedFrom)) / 1_000;
  const length = stripLength(planned, attendance.people.map(({ strip }) => strip));
  return (
    <div className="attendance">
      <AttendanceHead attendance={attendance} onPrint={onPrint} />
      {attendance.people.length === 0 ? (
        <p className="card attendance-empty">{t('attendance.nobody')}</p>
      ) : (
        <div className="card attendance-card" role="region" aria-label={t('attendance.table')} tabIndex={0}>
          <table>
            <thead>
              <tr>
                <th scope="col">{t('attendance.person')}</th>
                <th scope="col">{t('attendance.direct')}</th>
                <th scope="col">{t('attendance.elapsed')}</th>
                <th scope="col">{t('attendance.video')}</th>
                <th scope="col" className="attendance-strip">
                  {t('attendance.time')}
                </th>
                <th scope="col">{t('attendance.notes')}</th>
              </tr>
            </thead>
            <tbody>
              {attendance.people.map((person) => (
                <PersonRows key={person.seatId} person={person} zone={attendance.zone} length={length} onEdge={(edge) => choose({ person, edge, zone: attendance.zone })} />
              ))}
            </tbody>
          </table>
          <Legend />
        </div>
      )}
      {chosen && evidence(chosen, () => choose(null))}
    </div>
  );
}

function AttendanceHead({ attendance, onPrint }: { attendance: Attendance; onPrint: () => void }) {
  const { t, i18n } = useTranslation('staff');
  const { zone, plannedFrom, plannedTo, countedFrom, endedAt, asOf, clinic, cohort, title, rulesVersion } = attendance;
  const facts = [countedFrom ? t('attendance.countedFrom', { time: exactTime(countedFrom, zone, i18n.language) }) : t('attendance.notCounted'), endedAt ? t('attendance.endedAt', { time: exactTime(endedAt, zone, i18n.language) }) : t('attendance.asOf', { time: exactTime(asOf, zone, i18n.language) }), t('attendance.rules', { version: rulesVersion })];
  return (
    <header className="attendance-head">
      <div>
        <Heading>{title}</Heading>
        <p className="tabular">
          {[cohort !== title && cohort, dayName(plannedFrom, zone, i18n.language), spanWords(plannedFrom, plannedTo, zone, i18n.language)].filter(Boolean).join(' · ')} <span className="page-sub print-only">· {clinic}</span>
        </p>
        <p className="page-sub tabular">{facts.join(' · ')}</p>
      </div>
      <div className="attendance-acts">
        {!endedAt && <Chip tone="notice">{t('attendance.running')}</Chip>}
        <span className="no-print">
          <Button icon="print" onClick={onPrint}>
            {t('attendance.print')}
          </Button>
        </span>
      </div>
    </header>
  );
}

function PersonRows({ person, zone, length, onEdge }: { person: Person; zone: string; length: number; onEdge: (edge: Edge) => void }) {
  const { t, i18n } = useTranslation('staff');
  const staff = isStaffRole(person.role);
  const late = wholeMinutes(person.lateSeconds);
  const early = wholeMinutes(person.leftEarlySeconds);
  const absent = person.edges.length === 0;
  return (
    <Fragment>
      <tr className={absent ? 'attendance-person attendance-absent' : 'attendance-person'}>
        <th scope="row">
          {person.fullName} {staff && <Chip>{t('roster.staff')}</Chip>}
        </th>
        <td className="tabular attendance-number">{absent ? t('attendance.absent') : t('attendance.min', { count: person.directMinutes })}</td>
        <td className="tabular">{absent ? '' : t('attendance.min', { count: Math.floor(person.elapsedSeconds / 60) })}</td>
        <td className="tabular attendance-video">{!absent && <Video minutes={person.videoMinutes} />}</td>
        <td className="attendance-strip">
          <Strip pieces={person.strip} length={length} />
        </td>
        <td className="attendance-notes">
          {late !== null && <Chip tone="notice">{t('attendance.late', { count: late })}</Chip>}
          {early !== null && <Chip tone="notice">{t('attendance.early', { count: early })}</Chip>}
          {!absent && <span className="page-sub tabular">{t('attendance.certain', { count: person.uncertaintySeconds })}</span>}
        </td>
      </tr>
      {!absent && (
        <tr className="attendance-edges">
          <td colSpan={6}>
            <span className="visually-hidden">{t('attendance.edgesOf', { name: person.fullName })}</span>
            {person.edges.map((edge) => (
              <button key={`${edge.side}${edge.at}`} type="button" className="edge tabular" onClick={() => onEdge(edge)}>
                {t('attendance.edge', { time: exactTime(edge.at, zone, i18n.language), side: t(`side.${edge.side}`) })}
              </button>
            ))}
          </td>
        </tr>
      )}
    </Fragment>
  );
}

/** Minutes with two-way video; a dash where nobody measured them, because 0 would be a statement. */
function Video({ minutes }: { minutes: number | null }) {
  const { t } = useTranslation('staff');
  if (minutes !== null) return t('attendance.min', { count: minutes });
  return (
    <>
      <span aria-hidden="true">–</span>
      <Hidden>{t('attendance.notMeasured')}</Hidden>
    </>
  );
}

const legend = ['in', 'break', 'gap', 'late'] as const;

function Legend() {
  const { t } = useTranslation('staff');
  return (
    <p className="attendance-legend page-sub">
      {legend.map((kind) => (
        <span key={kind}>
          <span className="strip" aria-hidden="true">
            <i className={`strip-${kind}`} style={{ flex: 1 }} />
          </span>
          {t(`legend.${kind}`)}
        </span>
      ))}
      <span className="no-print">{t('legend.edges')}</span>
    </p>
  );
}
