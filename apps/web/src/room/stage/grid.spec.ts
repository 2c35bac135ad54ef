import { pagesOf, tilesPerPage, tileSize } from './grid.js';

const people = (others: number) => [...Array.from({ length: others }, (_, at) => ({ seatId: `p${at + 1}`, self: false })), { seatId: 'me', self: true }];
const seats = (pages: { seatId: string }[][]) => pages.map((page) => page.map(({ seatId }) => seatId).join(' '));

describe('how tiles fill a stage', () => {
  it.each<[string, number, [number, number], [number, number]]>([
    ['six on a phone: two by three, upright', 6, [374, 670], [184, 219]],
    ['nine on a laptop: three by three', 9, [674, 616], [219, 200]],
    ['alone: no wider than a camera sees', 1, [1400, 600], [1066, 600]],
    ['two beside each other on a wide screen', 2, [1300, 600], [646, 600]],
    ['nobody', 0, [1000, 600], [0, 0]],
  ])('%s', (_what, count, [width, height], [w, h]) => {
    const size = tileSize(count, { width, height }, 8);
    expect(Math.abs(size.width - w)).toBeLessThanOrEqual(4);
    expect(Math.abs(size.height - h)).toBeLessThanOrEqual(6);
  });

  it.each([
    [390, 700, 6],
    [844, 280, 6],
    [700, 620, 9],
    [1050, 636, 12],
  ])('a stage of %i by %i holds %i', (width, height, count) => expect(tilesPerPage(width, height)).toBe(count));
});

describe('pages', () => {
  it.each<[string, number, boolean, string[]]>([
    ['a small group on one page, ourselves last', 3, false, ['p1 p2 p3 me']],
    ['ourselves stay on the first page', 7, false, ['p1 p2 p3 p4 p5 me', 'p6 p7']],
    ['hidden self view makes room', 7, true, ['p1 p2 p3 p4 p5 p6', 'p7']],
    ['fourteen people on a phone', 13, false, ['p1 p2 p3 p4 p5 me', 'p6 p7 p8 p9 p10 p11', 'p12 p13']],
    ['alone', 0, false, ['me']],
  ])('%s', (_what, others, hideSelf, pages) => expect(seats(pagesOf(people(others), 6, hideSelf))).toEqual(pages));
});
