import type { RouteOutput } from '#contracts/routes';
import { useTranslation } from '../../i18n/i18n.js';
import { Sheet } from '../../ui/sheet.js';
import { PageState, type Loaded } from '../page-state.js';
import type { ChosenEdge } from './attendance-screen.js';
import { edgeBound, exactTime, sourceWords } from './edge-words.js';

interface EvidencePanelProps {
  readonly chosen: ChosenEdge;
  readonly loaded: Loaded<RouteOutput<'getEvidence'>>;
  readonly skeletonAt?: number;
  onAgain: () => void;
  onClose: () => void;
}

/** The rows that made one edge, each with its witness, and between which instants the truth lies. */
export function EvidencePanel({ chosen, loaded, skeletonAt, onAgain, onClose }: EvidencePanelProps) {
  const { t, i18n } = useTranslation('staff');
  const { person, edge, zone } = chosen;
  const time = (at: string): string => exactTime(at, zone, i18n.language);
  return (
    <Sheet title={t('evidence.title', { name: person.fullName, time: time(edge.at), side: t(`side.${edge.side}`) })} onClose={onClose}>
      <p>
        {t('evidence.bound', { count: edgeBound(edge), source: sourceWords(t, edge.source) })} <span className="page-sub tabular">{t('evidence.between', { earliest: time(edge.earliest), latest: time(edge.latest) })}</span>
      </p>
      <PageState loaded={loaded} onAgain={onAgain} skeletonAt={skeletonAt}>
        {({ rows }) => {
          const own = rows.filter(({ id }) => edge.evidence.includes(id));
          return own.length === 0 ? <p className="page-sub">{t('evidence.none')}</p> : <ul className="evidence">{own.map((row) => <EvidenceLine key={row.id} row={row} time={time} />)}</ul>;
        }}
      </PageState>
    </Sheet>
  );
}

type Row = RouteOutput<'getEvidence'>['rows'][number];

function EvidenceLine({ row, time }: { row: Row; time: (at: string) => string }) {
  const { t } = useTranslation('staff');
  return (
    <li>
      <b>{t(`witness.${row.witness}`)}</b>
      <span>{row.what}</span>
      <span className="tabular">{row.until ? t('evidence.span', { from: time(row.at), to: time(row.until) }) : time(row.at)}</span>
      <small className="page-sub tabular">
        {[row.receivedAt && t('evidence.received', { time: time(row.receivedAt) }), row.reason, row.connection && t('evidence.connection', { id: row.connection }), t('evidence.row', { id: row.id })].filter(Boolean).join(' · ')}
      </small>
    </li>
  );
}
