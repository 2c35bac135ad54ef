/** Between these shapes (width to height) a face looks right; beyond them tiles keep the limit and leave room around. */
const widest = 16 / 9;
const narrowest = 3 / 4;
/** On a wide stage nobody is a tall strip: a camera's picture would lose its sides. */
const narrowestOnWide = 1;
const wideStage = 600;

export interface TileSize {
  readonly width: number;
  readonly height: number;
}

/** How many tiles stand on one page of a stage of that size, in CSS pixels: 6 on phones, 9 or 12 on desktops. */
export function tilesPerPage(width: number, height: number): number {
  if (Math.min(width, height) < 300 || width < 600) return 6;
  return width >= 900 && height >= 520 ? 12 : 9;
}

/** The largest equal tiles that `count` people get on a stage, `gap` pixels apart. Never throws; an empty stage gives zero sizes. */
export function tileSize(count: number, stage: TileSize, gap: number): TileSize {
  let best: TileSize = { width: 0, height: 0 };
  for (let columns = 1; columns <= count; columns += 1) {
    const rows = Math.ceil(count / columns);
    const size = shaped(stage.width < wideStage ? narrowest : narrowestOnWide, (stage.width - gap * (columns - 1)) / columns, (stage.height - gap * (rows - 1)) / rows);
    if (worth(size) > worth(best)) best = size;
  }
  return best;
}

// Area, less what a tile cuts away from a camera's picture (4 to 3) on either side.
function worth({ width, height }: TileSize): number {
  const shape = width / height / (4 / 3);
  return width === 0 ? 0 : width * height * Math.sqrt(Math.min(shape, 1 / shape));
}

function shaped(least: number, width: number, height: number): TileSize {
  if (width <= 0 || height <= 0) return { width: 0, height: 0 };
  const shape = Math.min(widest, Math.max(least, width / height));
  const fitted = width / height > shape ? { width: height * shape, height } : { width, height: width / shape };
  return { width: Math.floor(fitted.width), height: Math.floor(fitted.height) };
}

/**
 * People by pages. Our own tile is the last of the first page: always in the same corner, whoever comes and goes; `hideSelf` leaves it out.
 */
export function pagesOf<T extends { readonly self: boolean }>(tiles: readonly T[], perPage: number, hideSelf: boolean): T[][] {
  const others = tiles.filter((tile) => !tile.self);
  const self = hideSelf ? [] : tiles.filter((tile) => tile.self);
  const firstPage = [...others.slice(0, perPage - self.length), ...self];
  const rest = others.slice(perPage - self.length);
  const pages = [firstPage];
  for (let at = 0; at < rest.length; at += perPage) pages.push(rest.slice(at, at + perPage));
  return pages;
}
