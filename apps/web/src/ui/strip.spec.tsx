import { render } from '@testing-library/react';
import { startTexts } from '../i18n/i18n.js';
import { Strip, stripLength, type StripPiece } from './strip.js';

beforeAll(async () => void (await startTexts([], 'en')));

function drawn(pieces: StripPiece[], length: number): [string, string][] {
  const { container } = render(<Strip pieces={pieces} length={length} />);
  return [...container.querySelectorAll('i')].map((piece) => [piece.className, piece.style.flexGrow]);
}

const stay = (from: number, to: number): StripPiece => ({ kind: 'in', from, to });

describe('a strip', () => {
  it('keeps the time before the first host empty', () => expect(drawn([stay(600, 3_600)], 3_600)).toEqual([['', '600'], ['strip-in', '3000']]));
  it('keeps what is still to come empty', () => expect(drawn([stay(0, 600)], 3_600)).toEqual([['strip-in', '600'], ['', '3000']]));
  it('is as long for everybody as the one who stayed past the plan', () => {
    const strips = [[stay(0, 4_000)], [stay(0, 3_000)], []];
    expect(stripLength(3_600, strips)).toBe(4_000);
    expect(drawn(strips[1] ?? [], 4_000)).toEqual([['strip-in', '3000'], ['', '1000']]);
  });
});
