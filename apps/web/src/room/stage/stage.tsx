import './stage.css';
import { memo, useState, type ReactNode } from 'react';
import { useTranslation } from '../../i18n/i18n.js';
import { Icon } from '../../ui/icon.js';
import type { Tile } from '../link/tiles.js';
import { pagesOf, tilesPerPage, tileSize } from './grid.js';
import { TileView } from './tile-view.js';
import { useSize } from './use-size.js';

const gap = 8;

export interface StageProps {
  readonly tiles: readonly Tile[];
  readonly hideSelf: boolean;
  /** While the connection is away nothing on the stage takes the focus. */
  readonly resting?: boolean;
  onFirstFrame?: () => void;
  draw?: (tile: Tile) => ReactNode;
}

/** The people in the room by pages. Only tiles of the page on screen are attached, and so only they are sent to us. */
export const Stage = memo(function Stage({ tiles, hideSelf, resting = false, onFirstFrame, draw }: StageProps) {
  const { t } = useTranslation('room');
  const [area, size] = useSize<HTMLUListElement>();
  const [wished, setWished] = useState(0);
  const pages = pagesOf(tiles, tilesPerPage(size.width, size.height), hideSelf);
  const at = Math.min(wished, pages.length - 1);
  const shown = pages[at] ?? [];
  // Later pages keep the tile size of a full one: nobody grows because they sit on the last page.
  const count = at === 0 ? shown.length : (pages[0]?.length ?? 0);
  const fit = tileSize(count, size, gap);
  return (
    <section className="stage" aria-label={t('stage.label')} inert={resting}>
      <ul className="stage-tiles" ref={area}>
        {size.width > 0 && shown.map((tile) => <TileView key={tile.seatId} tile={tile} {...fit} onFirstFrame={onFirstFrame} draw={draw} />)}
      </ul>
      {pages.length > 1 && <Pager pages={pages} at={at} onPage={setWished} />}
    </section>
  );
});

function Pager({ pages, at, onPage }: { pages: readonly (readonly Tile[])[]; at: number; onPage: (page: number) => void }) {
  const { t } = useTranslation('room');
  const speaker = pages.flatMap((page, on) => (on === at ? [] : page.filter((tile) => tile.speaking).map((tile) => ({ on, name: tile.name })))).at(0);
  return (
    <nav className="stage-pager" aria-label={t('stage.pages')}>
      <button type="button" aria-label={t('stage.previous')} aria-disabled={at === 0} onClick={() => onPage(Math.max(0, at - 1))}>
        <Icon name="left" />
      </button>
      <span className="stage-page">{t('stage.page', { page: at + 1, pages: pages.length })}</span>
      <button type="button" aria-label={t('stage.next')} aria-disabled={at === pages.length - 1} onClick={() => onPage(Math.min(pages.length - 1, at + 1))}>
        <Icon name="right" />
      </button>
      {speaker?.name && (
        <button type="button" className="stage-elsewhere" onClick={() => onPage(speaker.on)}>
          <Icon name="mic" /> {t('stage.speaksElsewhere', { name: speaker.name })}
        </button>
      )}
    </nav>
  );
}
