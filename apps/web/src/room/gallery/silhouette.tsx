import type { Tile } from '../link/tiles.js';

const tones = [
  ['#3d5a62', '#7d9aa0'],
  ['#5b4f6e', '#9d92b4'],
  ['#6a5446', '#b09a89'],
  ['#435c4a', '#8fab97'],
  ['#5d4a55', '#a98f9c'],
  ['#40566b', '#8ea5bb'],
  ['#67603f', '#b0a881'],
  ['#4c4f66', '#9498b3'],
  ['#5f4b3f', '#ad9684'],
] as const;

/** A drawn person instead of a camera, in a tone that belongs to the seat. */
function Silhouette({ tile }: { tile: Tile }) {
  const at = [...tile.seatId].reduce((sum, letter, place) => sum + letter.charCodeAt(0) * (place + 3), 0) % tones.length;
  const [ground, figure] = tones[at]!;
  return (
    <svg viewBox="0 0 160 100" preserveAspectRatio="xMidYMid slice" aria-hidden="true">
      <rect width="160" height="100" fill={ground} />
      <rect x={(at * 37) % 120} width="46" height="62" fill="#fff" opacity="0.06" />
      <circle cx="80" cy="46" r="19" fill={figure} />
      <path d="M38 104c2-26 20-36 42-36s40 10 42 36z" fill={figure} opacity="0.9" />
    </svg>
  );
}

export const drawSilhouette = (tile: Tile) => <Silhouette tile={tile} />;
