import { memo, useEffect, useRef, useState, type ReactNode } from 'react';
import { useTranslation } from '../../i18n/i18n.js';
import { Hidden } from '../../ui/heading.js';
import { Icon, type IconName } from '../../ui/icon.js';
import type { Picture } from '../link/sfu-room.js';
import type { Tile } from '../link/tiles.js';
import type { TileSize } from './grid.js';

export interface TileViewProps extends TileSize {
  readonly tile: Tile;
  /** Called once a remote picture moves. */
  onFirstFrame?: () => void;
  /** Draws the picture instead of a video element: the gallery has no media. */
  draw?: (tile: Tile) => ReactNode;
}

/** One person: picture or initial, name, and in words and signs whether they speak, are muted, or are on their way. */
export const TileView = memo(function TileView({ tile, width, height, onFirstFrame, draw }: TileViewProps) {
  const { t } = useTranslation('room');
  const [moving, setMoving] = useState(false);
  const { picture, self, speaking, seatId } = tile;
  const name = self ? t('tile.you') : (tile.name ?? t('tile.someone'));
  const drawn = draw && tile.camera && tile.state === 'here' ? draw(tile) : null;
  const shows = drawn !== null || picture !== null;
  return (
    <li className={`tile ${speaking ? 'tile-speaking' : ''}`} style={{ width, height }} data-seat={seatId} data-has-video={shows && (moving || drawn !== null)} data-state={tile.state}>
      {drawn}
      {!drawn && picture && <MovingPicture key={seatId} picture={picture} mirrored={self} onFrame={() => (setMoving(true), !self && onFirstFrame?.())} onGone={() => setMoving(false)} />}
      {!shows && (
        <span className="tile-initial" aria-hidden="true">
          {(tile.name ?? name).slice(0, 1).toLocaleUpperCase()}
        </span>
      )}
      <span className="tile-label">
        <Icon name={signOf(tile)} />
        <span className="tile-name">{name}</span>
        {tile.pronouns && <span className="tile-pronouns">({tile.pronouns})</span>}
        <TileWords tile={tile} />
      </span>
    </li>
  );
});

function signOf({ state, microphone }: Tile): IconName {
  if (state === 'here') return microphone ? 'mic' : 'micOff';
  return state === 'joining' ? 'clock' : 'offline';
}

function TileWords({ tile }: { tile: Tile }) {
  const { t } = useTranslation('room');
  const { state, speaking, microphone, staff, weak, self } = tile;
  if (state !== 'here') return tile.name === null ? null : <span className="tile-absent">{t(`tile.${state}`)}</span>;
  return (
    <>
      {staff && !self && <span className="tile-role">{t('tile.staff')}</span>}
      {speaking && <span className="tile-word">· {t('tile.speaking')}</span>}
      {!microphone && <Hidden>{t('tile.muted')}</Hidden>}
      {weak && (
        <span className="tile-weak">
          <Icon name="bars" />
          <Hidden>{t('tile.weak')}</Hidden>
        </span>
      )}
    </>
  );
}

function MovingPicture({ picture, mirrored, onFrame, onGone }: { picture: Picture; mirrored: boolean; onFrame: () => void; onGone: () => void }) {
  const video = useRef<HTMLVideoElement>(null);
  const tell = useRef({ onFrame, onGone });
  useEffect(() => void (tell.current = { onFrame, onGone }));
  useEffect(() => {
    const element = video.current;
    if (!element) return undefined;
    const detach = picture.attach(element);
    const stopWatching = onceItMoves(element, () => tell.current.onFrame());
    return () => {
      stopWatching();
      detach();
      tell.current.onGone();
    };
  }, [picture]);
  return <video ref={video} className={mirrored ? 'mirrored' : undefined} muted playsInline autoPlay aria-hidden="true" />;
}

function onceItMoves(element: HTMLVideoElement, then: () => void): () => void {
  if ('requestVideoFrameCallback' in element) {
    const handle = element.requestVideoFrameCallback(then);
    return () => element.cancelVideoFrameCallback(handle);
  }
  const older = element as HTMLVideoElement;
  older.addEventListener('loadeddata', then, { once: true });
  return () => older.removeEventListener('loadeddata', then);
}
