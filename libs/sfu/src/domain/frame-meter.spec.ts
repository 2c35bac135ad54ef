import fc from 'fast-check';
import { FrameMeter } from './frame-meter.js';

const limit = 70_000;

interface Frame {
  readonly size: number;
  readonly last: boolean;
  readonly control?: boolean;
}

function bytes({ size, last, control = false }: Frame): Buffer {
  const first = (last ? 0x80 : 0) | (control ? 0x9 : 0x2);
  const mask = Buffer.from([1, 2, 3, 4]);
  const length = size < 126 ? Buffer.from([0x80 | size]) : size < 65_536 ? Buffer.from([0x80 | 126, size >> 8, size & 255]) : long(BigInt(size));
  return Buffer.concat([Buffer.from([first]), length, mask, Buffer.alloc(size)]);
}

function long(size: bigint): Buffer {
  const header = Buffer.alloc(9);
  header[0] = 0x80 | 127;
  header.writeBigUInt64BE(size, 1);
  return header;
}

function admitsAll(chunks: readonly Uint8Array[]): boolean {
  const meter = new FrameMeter(limit);
  return chunks.every((chunk) => meter.admits(chunk));
}

describe('messages through the gate', () => {
  it.each<[string, Frame[], boolean]>([
    ['small ones, any number', Array.from({ length: 5000 }, () => ({ size: 100, last: true })), true],
    ['one at the limit', [{ size: limit, last: true }], true],
    ['one byte more', [{ size: limit + 1, last: true }], false],
    ['in parts up to the limit, with a ping between them', [{ size: 40_000, last: false }, { size: 10, last: true, control: true }, { size: 30_000, last: true }], true],
    ['in parts beyond the limit', [{ size: 40_000, last: false }, { size: 30_001, last: true }], false],
    ['endless small parts', Array.from({ length: 8000 }, () => ({ size: 10, last: false })), false],
    ['a control frame larger than there may be', [{ size: 126, last: true, control: true }], false],
    ['the limit counts anew after each message', [{ size: limit, last: true }, { size: limit, last: true }], true],
  ])('%s', (_what, frames, expected) => {
    expect(admitsAll([Buffer.concat(frames.map(bytes))])).toBe(expected);
  });

  it('refuses a length that no memory holds, before any of it comes', () => {
    expect(admitsAll([Buffer.concat([Buffer.from([0x82]), long(2n ** 63n), Buffer.alloc(4)])])).toBe(false);
  });

  it('answers alike however the bytes are cut', () => {
    const frame = fc.record({ size: fc.oneof(fc.integer({ min: 0, max: 300 }), fc.integer({ min: 60_000, max: 71_000 })), last: fc.boolean() });
    fc.assert(
      fc.property(fc.array(frame, { maxLength: 6 }), fc.array(fc.integer({ min: 1, max: 5000 }), { minLength: 1 }), (frames, cuts) => {
        const whole = Buffer.concat(frames.map(bytes));
        const pieces: Buffer[] = [];
        for (let at = 0, turn = 0; at < whole.length; turn += 1) {
          const to = at + cuts[turn % cuts.length]!;
          pieces.push(whole.subarray(at, to));
          at = to;
        }
        expect(admitsAll(pieces)).toBe(admitsAll([whole]));
      }),
      { seed: 7, numRuns: 200 },
    );
  });
});
