import type { RouteOutput } from '#contracts/routes';
import { useTranslation } from '../../i18n/i18n.js';
import { Hidden } from '../../ui/heading.js';
import { clockTime } from '../../ui/time-words.js';
import { useNow } from '../../ui/use-now.js';

type Segment = RouteOutput<'takeHostSeat'>['segments'][number];

interface AgendaProps {
  readonly segments: readonly Segment[];
  readonly zone: string;
  readonly aheadMs?: number;
  /** Fixed for the gallery. */
  readonly at?: number;
}

/** The block as a timeline: done, now with the minutes left, and to come. */
export function Agenda({ segments, zone, aheadMs = 0, at }: AgendaProps) {
  const { t, i18n } = useTranslation('staff');
  const clock = useNow(10_000, aheadMs);
  const now = at ?? clock;
  if (segments.length === 0) return null;
  return (
    <ol className="agenda" aria-label={t('agenda.label')}>
      {segments.map(({ segmentId, title, kind, from, to }) => {
        const [start, end] = [Date.parse(from), Date.parse(to)];
        const state = now >= end ? 'done' : now >= start ? 'now' : 'next';
        const words = state === 'now' ? t('agenda.left', { title, count: Math.max(1, Math.ceil((end - now) / 60_000)) }) : title;
        return (
          <li key={segmentId} className={`agenda-part agenda-${state} ${kind === 'break' ? 'agenda-break' : ''}`} style={{ flexGrow: (end - start) / 60_000 }} aria-current={state === 'now' ? 'step' : undefined} title={`${title}, ${clockTime(from, zone, i18n.language)}`}>
            <span>{words}</span>
            {state !== 'now' && <Hidden>{t(`agenda.${state}`, { time: clockTime(state === 'done' ? to : from, zone, i18n.language) })}</Hidden>}
            {state === 'now' && <i style={{ width: `${((now - start) / (end - start)) * 100}%` }} />}
          </li>
        );
      })}
    </ol>
  );
}
