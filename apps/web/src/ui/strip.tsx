import { useTranslation } from '../i18n/i18n.js';

export interface StripPiece {
  readonly kind: 'in' | 'gap' | 'break' | 'late' | 'out';
  /** Whole seconds from the start of the strip. */
  readonly from: number;
  readonly to: number;
}

/**
 * A person's time as a drawn line, with the same said in words for those who do not see it. `length`: seconds of a full strip; use
 * `stripLength` for several that stand below each other. Time that no piece tells of, such as that before the first host, stays empty.
 */
export function Strip({ pieces, length }: { pieces: readonly StripPiece[]; length: number }) {
  const { t } = useTranslation('ui');
  const words = pieces.filter((piece) => piece.kind !== 'out').map((piece) => t('strip.piece', { kind: t(`strip.${piece.kind}`), minutes: Math.round((piece.to - piece.from) / 60) }));
  return (
    <span className="strip" role="img" aria-label={t('strip.label', { pieces: words.join(', ') || t('strip.out') })}>
      {withGaps(pieces, length).map(({ kind, from, to }) => (
        <i key={from} className={kind && `strip-${kind}`} style={{ flex: to - from }} />
      ))}
    </span>
  );
}

/** How long strips must be to hold each other's pieces: the plan, or the last piece when somebody stayed longer. Seconds. */
export function stripLength(planned: number, strips: readonly (readonly StripPiece[])[]): number {
  return Math.max(planned, ...strips.map((pieces) => pieces.at(-1)?.to ?? 0));
}

/** The pieces with what lies empty before, between and after them. */
function withGaps(pieces: readonly StripPiece[], length: number): { kind?: StripPiece['kind']; from: number; to: number }[] {
  const ends = [0, ...pieces.map(({ to }) => to)];
  const starts = [...pieces.map(({ from }) => from), Math.max(length, ends.at(-1) ?? 0)];
  return starts.flatMap((from, at) => [{ from: ends[at] ?? 0, to: from }, ...pieces.slice(at, at + 1)]).filter(({ from, to }) => to > from);
}
