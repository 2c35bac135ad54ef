import { useTranslation } from 'react-i18next';

export interface StripPiece {
  readonly kind: 'in' | 'gap' | 'break' | 'late' | 'out';
  /** Whole seconds from the start of the strip. */
  readonly from: number;
  readonly to: number;
}

/** A person's time as a drawn line, with the same said in words for those who do not see it. `length`: seconds of a full strip. */
export function Strip({ pieces, length }: { pieces: readonly StripPiece[]; length: number }) {
  const { t } = useTranslation('ui');
  const words = pieces.filter((piece) => piece.kind !== 'out').map((piece) => t('strip.piece', { kind: t(`strip.${piece.kind}`), minutes: Math.round((piece.to - piece.from) / 60) }));
  const end = pieces.at(-1)?.to ?? 0;
  return (
    <span className="strip" role="img" aria-label={t('strip.label', { pieces: words.join(', ') || t('strip.out') })}>
      {pieces.map((piece) => (
        <i key={piece.from} className={`strip-${piece.kind}`} style={{ flex: Math.max(0, piece.to - piece.from) }} />
      ))}
      {end < length && <i style={{ flex: length - end }} />}
    </span>
  );
}
